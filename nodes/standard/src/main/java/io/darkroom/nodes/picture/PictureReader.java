package io.darkroom.nodes.picture;

import io.darkroom.api.node.NodeException;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads picture files of every format ImageIO knows (PNG, JPEG, GIF, BMP, TIFF, WebP). Safe for concurrent use.
 *
 * @param maxPixels what all frames of one file together may have; larger files are refused before they are decoded
 */
public record PictureReader(long maxPixels) {
    /** The environment variable that raises the limit. */
    public static final String LIMIT_VARIABLE = "DARKROOM_MAX_IMAGE_MEGAPIXELS";

    private static final long MEGA = 1_000_000;

    /** While a picture is read: as decoded (4), packed (4), and as three floats (12). */
    private static final long BYTES_PER_PIXEL = 20;

    /** The size at which Pillow, the reference's reader, refuses. */
    private static final long DEFAULT_MEGAPIXELS = 179;

    /**
     * A reader with the limit that the environment variable sets.
     *
     * @param megapixels the variable's value; null: the default
     */
    public static PictureReader limitedTo(@Nullable String megapixels) {
        if (megapixels == null) {
            return new PictureReader(DEFAULT_MEGAPIXELS * MEGA);
        }
        try {
            return new PictureReader(Math.multiplyExact(Long.parseLong(megapixels.strip()), MEGA));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NodeException(
                    LIMIT_VARIABLE + " is \"" + megapixels + "\"; it must be a whole number, such as 500.", e);
        }
    }

    /**
     * The frames of a picture, turned upright; those of another size than the first are left out.
     *
     * @param notices hears when the file is cut short
     * @return at least one
     * @throws NodeException if the file holds no picture, or one that is too large
     */
    public List<Bitmap> read(Path file, Consumer<String> notices) {
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new NodeException("\"" + file.getFileName() + "\" is not a picture in a format that is read here"
                        + " (PNG, JPEG, WebP, GIF, BMP, TIFF). Convert it to PNG.");
            }
            ImageReader reader = readers.next();
            try {
                // Without metadata the PNG reader takes files cut short, and leaves texts of any size alone.
                reader.setInput(stream, false, true);
                reader.addIIOReadWarningListener((source, words) -> notices.accept(
                        "\"" + file.getFileName() + "\" is damaged (" + words + "); it gives what can be read."));
                return frames(reader, file, notices);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // Decoders meet damaged files with any of these.
            throw new NodeException(
                    "\"" + file.getFileName() + "\" cannot be read as a picture (" + e.getMessage()
                            + "). Open it in another program and save it again as PNG.",
                    e);
        }
    }

    private List<Bitmap> frames(ImageReader reader, Path file, Consumer<String> notices) throws IOException {
        int orientation = Orientation.of(file);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        refuseBomb(file, width, height, 1);
        // A JPEG's further pictures are other views of the same thing (MPO), not frames.
        int count = reader.getFormatName().equalsIgnoreCase("jpeg") ? 1 : reader.getNumImages(true);
        refuseBomb(file, width, height, count);
        List<Bitmap> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (reader.getWidth(i) == width && reader.getHeight(i) == height) {
                frames.add(Bitmap.of(decode(reader, i, file, notices)).oriented(orientation));
            }
        }
        return frames;
    }

    private void refuseBomb(Path file, int width, int height, int frames) {
        long pixels = (long) width * height * frames;
        String what = "\"" + file.getFileName() + "\" is " + width + " × " + height
                + (frames > 1 ? " with " + frames + " frames" : "") + ", " + pixels / MEGA + " megapixels; ";
        if (pixels > maxPixels) {
            throw new NodeException(what + "the limit is " + maxPixels / MEGA
                    + ". Shrink it, or raise the limit with the environment variable " + LIMIT_VARIABLE + ".");
        }
        long memory = Runtime.getRuntime().maxMemory();
        long needed = pixels * BYTES_PER_PIXEL;
        if (needed > memory) {
            throw new NodeException(what + "that takes " + (needed >> 20) + " MB, but Java may use only "
                    + (memory >> 20) + " MB. Shrink it, or start Java with a larger -Xmx.");
        }
    }

    /** Decodes into a picture made beforehand, so that a file cut short yields what it has. */
    private static BufferedImage decode(ImageReader reader, int index, Path file, Consumer<String> notices)
            throws IOException {
        ImageTypeSpecifier type = reader.getImageTypes(index).next();
        BufferedImage target = type.createBufferedImage(reader.getWidth(index), reader.getHeight(index));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(target);
        try {
            return reader.read(index, param);
        } catch (IIOException | EOFException e) {
            if (!isCutShort(e)) {
                throw e;
            }
            notices.accept("\"" + file.getFileName() + "\" is cut short; what is missing is black.");
            return target;
        }
    }

    private static boolean isCutShort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }
}
