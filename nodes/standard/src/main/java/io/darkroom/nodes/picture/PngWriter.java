package io.darkroom.nodes.picture;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes 8-bit PNGs (ISO/IEC 15948) with text chunks before the picture data, where readers of workflows look for them.
 *
 * @param level zlib's compression level, 0 to 9
 */
public record PngWriter(int level) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** PNG's colour types of 1 (grey), 2 (grey, alpha), 3 (colour) and 4 (colour, alpha) channels. */
    private static final int[] COLOUR_TYPES = {0, 4, 2, 6};

    /**
     * Writes one picture.
     *
     * @param pixels [h, w, c]; cut (not rounded) to 8 bits, as in the reference
     * @param texts by key, in order; what Latin-1 cannot express is written as UTF-8 (iTXt)
     */
    public void write(Tensor pixels, Map<String, String> texts, OutputStream out) throws IOException {
        int height = pixels.shape().size(0);
        int width = pixels.shape().size(1);
        int channels = pixels.shape().size(2);
        if (channels < 1 || channels > COLOUR_TYPES.length) {
            throw new NodeException("A picture of " + channels + " channels cannot be saved as PNG; it must have 3"
                    + " (red, green, blue) or 4 (and alpha).");
        }
        out.write(SIGNATURE);
        chunk(out, "IHDR", data -> {
            data.writeInt(width);
            data.writeInt(height);
            data.write(new byte[] {8, (byte) COLOUR_TYPES[channels - 1], 0, 0, 0});
        });
        for (Map.Entry<String, String> text : texts.entrySet()) {
            text(out, text.getKey(), text.getValue());
        }
        chunk(out, "IDAT", data -> picture(pixels, height, width * channels, channels, data));
        chunk(out, "IEND", data -> {});
    }

    private static void text(OutputStream out, String key, String text) throws IOException {
        if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            chunk(out, "tEXt", data -> {
                data.write(key.getBytes(StandardCharsets.ISO_8859_1));
                data.write(0);
                data.write(text.getBytes(StandardCharsets.ISO_8859_1));
            });
        } else {
            chunk(out, "iTXt", data -> {
                data.write(key.getBytes(StandardCharsets.ISO_8859_1));
                data.write(new byte[5]); // end of key, not compressed, no method, no language, no translated key
                data.write(text.getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    private void picture(Tensor pixels, int height, int row, int channels, OutputStream out) throws IOException {
        Deflater deflater = new Deflater(level);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 1 << 16);
            Filter filter = new Filter(row, channels);
            byte[] above = new byte[row];
            byte[] current = new byte[row];
            for (int y = 0; y < height; y++) {
                for (int i = 0; i < row; i++) {
                    current[i] = (byte) (int) Math.max(0, Math.min(255, 255 * pixels.get(y * row + i)));
                }
                deflated.write(filter.best(current, above));
                byte[] swapped = above;
                above = current;
                current = swapped;
            }
            deflated.finish();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(OutputStream out, String type, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeBytes(type);
        body.write(data);
        CRC32 checksum = new CRC32();
        checksum.update(bytes.toByteArray());
        DataOutputStream to = new DataOutputStream(out);
        to.writeInt(bytes.size() - type.length());
        bytes.writeTo(to);
        to.writeInt((int) checksum.getValue());
        to.flush();
    }

    /** Writes a chunk's data. */
    private interface Body {
        void write(DataOutputStream data) throws IOException;
    }

    /**
     * Replaces a row's bytes by differences that compress well: of PNG's filters the one whose differences are smallest
     * in sum (the heuristic of the PNG specification, section 12.7).
     */
    private static final class Filter {
        private final byte[][] candidates;
        private final int step;

        Filter(int row, int step) {
            this.candidates = new byte[5][row + 1];
            this.step = step;
            for (int type = 0; type < candidates.length; type++) {
                candidates[type][0] = (byte) type;
            }
        }

        byte[] best(byte[] row, byte[] above) {
            byte[] best = candidates[0];
            long least = Long.MAX_VALUE;
            for (int type = 0; type < candidates.length; type++) {
                long sum = 0;
                for (int i = 0; i < row.length; i++) {
                    int a = i < step ? 0 : row[i - step] & 0xFF;
                    int b = above[i] & 0xFF;
                    int c = i < step ? 0 : above[i - step] & 0xFF;
                    byte difference = (byte) (row[i] - predict(type, a, b, c));
                    candidates[type][i + 1] = difference;
                    sum += Math.abs(difference);
                }
                if (sum < least) {
                    least = sum;
                    best = candidates[type];
                }
            }
            return best;
        }

        /** The prediction of filter type 0 to 4 from the neighbours left (a), above (b) and above left (c). */
        private static int predict(int type, int a, int b, int c) {
            return switch (type) {
                case 1 -> a;
                case 2 -> b;
                case 3 -> (a + b) / 2;
                case 4 -> paeth(a, b, c);
                default -> 0;
            };
        }

        private static int paeth(int a, int b, int c) {
            int toA = Math.abs(b - c);
            int toB = Math.abs(a - c);
            int toC = Math.abs(a + b - 2 * c);
            if (toA <= toB && toA <= toC) {
                return a;
            }
            return toB <= toC ? b : c;
        }
    }
}
