package io.darkroom.onnx.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a file names ESRGAN's layers.
 *
 * @param first the first convolution
 * @param densePattern the convolutions of the dense blocks: block, dense block (1 to 3), convolution (1 to 5)
 * @param body the convolution after all blocks
 * @param growing those that follow a doubling
 * @param beforeLast the one before the last
 */
record EsrganNames(
        String first, String densePattern, String body, List<String> growing, String beforeLast, String last) {
    private static final int MOST_DOUBLINGS = 3;

    /** Finds which of the three namings a file follows; {@code prefix} stands before all its names. */
    static Optional<EsrganNames> of(Layers layers, String prefix) {
        if (layers.has(prefix + "body.0.rdb1.conv1")) {
            List<String> growing = growing(layers, prefix, "conv_up");
            return Optional.of(prefixed(prefix, "body.%d.rdb%d.conv%d", "conv_body", growing, "conv_hr"));
        }
        if (layers.has(prefix + "RRDB_trunk.0.RDB1.conv1")) {
            List<String> growing = growing(layers, prefix, "upconv");
            return Optional.of(prefixed(prefix, "RRDB_trunk.%d.RDB%d.conv%d", "trunk_conv", growing, "HRconv"));
        }
        return layers.has(prefix + "model.1.sub.0.RDB1.conv1.0")
                ? Optional.of(numbered(layers, prefix))
                : Optional.empty();
    }

    String dense(int block, int dense, int conv) {
        return densePattern.formatted(block, dense, conv);
    }

    private static List<String> growing(Layers layers, String prefix, String name) {
        return IntStream.rangeClosed(1, MOST_DOUBLINGS)
                .mapToObj(i -> name + i)
                .filter(numbered -> layers.has(prefix + numbered))
                .toList();
    }

    private static EsrganNames prefixed(
            String prefix, String densePattern, String body, List<String> growing, String beforeLast) {
        return new EsrganNames(
                prefix + "conv_first",
                prefix + densePattern,
                prefix + body,
                growing.stream().map(name -> prefix + name).toList(),
                prefix + beforeLast,
                prefix + "conv_last");
    }

    /** The first release numbers its layers, activations and doublings included: 3, 6 ... double, then two more follow. */
    private static EsrganNames numbered(Layers layers, String prefix) {
        int blocks = 0;
        while (layers.has(prefix + "model.1.sub." + blocks + ".RDB1.conv1.0")) {
            blocks++;
        }
        int doublings = IntStream.rangeClosed(0, MOST_DOUBLINGS)
                .filter(n -> layers.has(prefix + "model." + (3 * n + 4)))
                .findFirst()
                .orElse(MOST_DOUBLINGS);
        return new EsrganNames(
                prefix + "model.0",
                prefix + "model.1.sub.%d.RDB%d.conv%d.0",
                prefix + "model.1.sub." + blocks,
                IntStream.rangeClosed(1, doublings)
                        .mapToObj(i -> prefix + "model." + 3 * i)
                        .toList(),
                prefix + "model." + (3 * doublings + 2),
                prefix + "model." + (3 * doublings + 4));
    }
}
