package io.darkroom.format.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes the smallest files of each kind that hold texts. */
public final class Pictures {
    private Pictures() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    public static byte[] png(byte[]... chunks) {
        byte[] all = join(chunks);
        return join(
                ByteBuffer.allocate(8).putLong(0x89504e470d0a1a0aL).array(),
                chunk("IHDR", new byte[13]),
                all,
                chunk("IEND", new byte[0]));
    }

    public static byte[] chunk(String type, byte[] data) {
        CRC32 sum = new CRC32();
        sum.update(bytes(type));
        sum.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(bytes(type))
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    public static byte[] text(String keyword, String text) {
        return chunk("tEXt", bytes(keyword + "\0" + text));
    }

    public static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        while (!deflater.finished()) {
            out.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A TIFF block with ASCII entries, and a user comment in the inner directory if it is not empty. */
    public static byte[] exif(ByteOrder order, List<String> entries, byte[] comment) {
        List<byte[]> values = new ArrayList<>();
        entries.forEach(entry -> values.add(bytes(entry + "\0")));
        int count = entries.size() + (comment.length > 0 ? 1 : 0);
        int inner = 8 + 2 + 12 * count + 4;
        int data = inner + (comment.length > 0 ? 2 + 12 + 4 : 0);
        int size = data + values.stream().mapToInt(value -> value.length).sum() + comment.length;
        ByteBuffer tiff = ByteBuffer.allocate(size).order(order);
        tiff.put(bytes(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) count);
        int tag = 0x110; // counted down, as ComfyUI does
        int at = data;
        for (byte[] value : values) {
            tiff.putShort((short) tag--)
                    .putShort((short) 2)
                    .putInt(value.length)
                    .putInt(at);
            at += value.length;
        }
        if (comment.length > 0) {
            tiff.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(inner);
            tiff.putInt(0).putShort((short) 1);
            tiff.putShort((short) 0x9286)
                    .putShort((short) 7)
                    .putInt(comment.length)
                    .putInt(at);
        }
        tiff.putInt(0);
        values.forEach(tiff::put);
        return tiff.put(comment).array();
    }

    public static byte[] webp(byte[] exif) {
        byte[] padded = join(exif, new byte[exif.length % 2]);
        byte[] chunk = join(bytes("EXIF"), little(exif.length), padded);
        byte[] other = join(bytes("VP8 "), little(3), new byte[4]);
        return join(bytes("RIFF"), little(4 + other.length + chunk.length), bytes("WEBP"), other, chunk);
    }

    public static byte[] jpeg(byte[]... segments) {
        return join(
                new byte[] {-1, -40}, join(segments), new byte[] {-1, -38, 0, 8, 1, 2, 3, 4, 5, 6, 7, -1, -39, 0, 0, 0
                });
    }

    public static byte[] segment(int marker, byte[] data) {
        return ByteBuffer.allocate(data.length + 4)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .array();
    }

    public static byte[] safetensors(String header) {
        return join(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length())
                        .array(),
                bytes(header));
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }
}
