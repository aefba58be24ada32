package io.darkroom.nodes.picture;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds how a picture must be turned: the orientation tag of its EXIF data, in JPEG, PNG and WebP files. */
final class Orientation {
    /** As stored: nothing to turn. */
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;

    /** EXIF data stands near the start; more is not searched. */
    private static final int SEARCHED = 1 << 20;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] EXIF_HEADER = {'E', 'x', 'i', 'f', 0, 0};

    private Orientation() {}

    /** The orientation, 1 to 8; {@link #UPRIGHT} if the file has none, or has damaged EXIF data. */
    static int of(Path file) throws IOException {
        ByteBuffer start = start(file);
        try {
            if (startsWith(start, PNG)) {
                return inChunks(start.position(8), "eXIf", ByteOrder.BIG_ENDIAN, 4, 1);
            }
            if (startsWith(start, "RIFF".getBytes(StandardCharsets.US_ASCII))) {
                return inChunks(start.position(12), "EXIF", ByteOrder.LITTLE_ENDIAN, 0, 2);
            }
            return start.remaining() > 2 && start.getShort(0) == (short) 0xFFD8 ? inJpeg(start.position(2)) : UPRIGHT;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    private static ByteBuffer start(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer start = ByteBuffer.allocate((int) Math.min(SEARCHED, channel.size()));
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // reads on until the buffer is full
            }
            return start.flip();
        }
    }

    /**
     * PNG: length, name, data, checksum. RIFF: name, length, data, padded to even.
     *
     * @param trailer bytes after the data
     * @param even what data lengths are padded to
     */
    private static int inChunks(ByteBuffer file, String name, ByteOrder order, int trailer, int even) {
        file.order(order);
        while (file.remaining() >= 8) {
            boolean lengthFirst = order == ByteOrder.BIG_ENDIAN;
            int length = file.getInt(file.position() + (lengthFirst ? 0 : 4));
            byte[] found = new byte[4];
            file.get(file.position() + (lengthFirst ? 4 : 0), found);
            file.position(file.position() + 8);
            if (Arrays.equals(found, name.getBytes(StandardCharsets.US_ASCII))) {
                return inTiff(file.slice(file.position(), length));
            }
            file.position(Math.addExact(file.position(), Math.addExact(length, length % even + trailer)));
        }
        return UPRIGHT;
    }

    private static int inJpeg(ByteBuffer file) {
        while (file.remaining() >= 4) {
            int marker = file.getShort() & 0xFFFF;
            int length = (file.getShort() & 0xFFFF) - 2;
            if (marker == 0xFFDA) {
                return UPRIGHT; // start of the picture itself
            }
            if (marker == 0xFFE1) {
                ByteBuffer segment = file.slice(file.position(), length);
                if (startsWith(segment, EXIF_HEADER)) {
                    return inTiff(segment);
                }
            }
            file.position(file.position() + length);
        }
        return UPRIGHT;
    }

    private static int inTiff(ByteBuffer exif) {
        ByteBuffer tiff = startsWith(exif, EXIF_HEADER) ? exif.slice(6, exif.limit() - 6) : exif.slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                int orientation = tiff.getShort(entry + 8);
                return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static boolean startsWith(ByteBuffer buffer, byte[] start) {
        return buffer.limit() >= start.length && buffer.slice(0, start.length).equals(ByteBuffer.wrap(start));
    }
}
