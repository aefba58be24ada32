package io.darkroom.server.sweep;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A saved picture whose size is known and whose pixels are read when they are needed. */
record CellPicture(Path file, int width, int height) {
    /** What is done with an open reader. */
    private interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    static CellPicture measure(Path file) throws IOException {
        return open(file, reader -> new CellPicture(file, reader.getWidth(0), reader.getHeight(0)));
    }

    BufferedImage read() throws IOException {
        return open(file, reader -> reader.read(0));
    }

    private static <T> T open(Path file, Use<T> use) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new IOException("There is no such file.");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("It is no picture that can be read.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true); // texts are not needed, and odd ones would keep it from being read
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        }
    }
}
