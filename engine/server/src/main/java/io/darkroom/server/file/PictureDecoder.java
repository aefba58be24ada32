package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes the first frame of a picture file. Safe for concurrent use.
 *
 * @param maxPixels larger pictures are refused before they are decoded: a small file may unfold into gigabytes
 */
record PictureDecoder(long maxPixels) {
    private static final long MEGA = 1_000_000;
    /** The size at which Pillow, the reference's reader, refuses. */
    private static final long MOST_PIXELS = 179 * MEGA;
    /** As decoded, packed, and copied by an encoder: at most 16 bytes a pixel. Two at once may take half of the heap. */
    private static final long HEAP_BYTES_PER_PIXEL = 64;

    static PictureDecoder sizedByHeap() {
        return new PictureDecoder(Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_PIXEL));
    }

    /**
     * @param name what to call the file in complaints
     * @throws HttpProblem 400 if it is no picture, a damaged one, or one too large
     */
    Pixels read(Path file, String name) throws IOException {
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            return read(stream, name);
        }
    }

    /** As {@link #read(Path, String)}, for a picture in memory. */
    Pixels read(byte[] picture, String name) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            return read(stream, name);
        }
    }

    private Pixels read(ImageInputStream stream, String name) {
        try {
            ImageReader reader = reader(stream, name);
            try {
                reader.setInput(stream, false, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > maxPixels) {
                    throw HttpProblem.badRequest(
                            "picture_too_large",
                            "\"" + name + "\" is " + reader.getWidth(0) + " × " + reader.getHeight(0) + "; at most "
                                    + maxPixels / MEGA + " megapixels are decoded here. Ask for the file itself,"
                                    + " or give Java a larger heap (-Xmx).",
                            "filename");
                }
                BufferedImage image = reader.read(0);
                return Pixels.of(image);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // Decoders meet damaged files with any of these.
            throw HttpProblem.badRequest(
                    "damaged_picture", "\"" + name + "\" cannot be read as a picture (" + e.getMessage() + ").", "");
        }
    }

    /** The reader for a file; of several one in pure Java, as files may be hostile. */
    private static ImageReader reader(ImageInputStream stream, String name) {
        List<ImageReader> readers = new ArrayList<>();
        for (Iterator<ImageReader> found = ImageIO.getImageReaders(stream); found.hasNext(); ) {
            readers.add(found.next());
        }
        return readers.stream()
                .filter(reader -> !reader.getClass().getName().startsWith("com.luciad."))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badRequest(
                        "not_a_picture",
                        "\"" + name
                                + "\" is no picture in a format that is read here (PNG, JPEG, WebP, GIF, BMP, TIFF).",
                        "filename"));
    }
}
