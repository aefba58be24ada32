package io.darkroom.onnx.weights;

import java.util.Arrays;
import java.util.Random;

/** Damages a file: some bytes changed, or its end cut off, or a piece of it copied elsewhere. */
final class Mutation {
    private Mutation() {}

    static byte[] of(byte[] good, Random random) {
        byte[] bytes = good.clone();
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                return bytes;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            default -> {
                int length = 1 + random.nextInt(bytes.length / 2);
                int from = random.nextInt(bytes.length - length);
                System.arraycopy(good, from, bytes, random.nextInt(bytes.length - length), length);
                return bytes;
            }
        }
    }
}
