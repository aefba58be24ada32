package io.darkroom.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Frames of a web socket (RFC 6455, 5.2), right and wrong. */
final class Frames {
    private static final List<String> TEXTS = List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"type\": 5}",
            "{\"type\": \"feature_flags\"}",
            "{\"type\": \"feature_flags\", \"data\": 5}",
            "{\"type\": \"feature_flags\", \"data\": {\"supports_preview_metadata\": \"yes\", \"numbered_events\":"
                    + " []}}",
            "{\"type\": \"nonsense\", \"data\": {}}",
            "[".repeat(5000),
            "x".repeat(70_000));

    private Frames() {}

    /** A few in a row. */
    static byte[] some(RandomGenerator random) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        do {
            frames.writeBytes(random.nextInt(10) == 0 ? Malice.noise(random) : frame(random));
        } while (random.nextInt(3) > 0);
        return frames.toByteArray();
    }

    private static byte[] frame(RandomGenerator random) {
        byte[] payload = random.nextBoolean()
                ? Malice.one(TEXTS, random).getBytes(StandardCharsets.UTF_8)
                : Malice.noise(random);
        int first = random.nextInt(8) == 0 ? random.nextInt(256) : 0x80 | Malice.one(List.of(1, 2, 8, 9, 10), random);
        boolean masked = random.nextInt(8) > 0;
        long length = random.nextInt(10) == 0 ? random.nextLong() : payload.length;
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        int mask = masked ? 0x80 : 0;
        if (length >= 0 && length < 126) {
            frame.put((byte) (mask | (int) length));
        } else if (length >= 0 && length < 65_536) {
            frame.put((byte) (mask | 126)).putShort((short) length);
        } else {
            frame.put((byte) (mask | 127)).putLong(length);
        }
        if (masked) {
            frame.putInt(0); // a mask of zeros changes nothing
        }
        frame.put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
