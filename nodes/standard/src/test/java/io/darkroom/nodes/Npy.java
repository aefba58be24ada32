package io.darkroom.nodes;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads NumPy's files of float32 numbers (format 1.0, row-major). */
final class Npy {
    private static final Pattern HEADER =
            Pattern.compile("'descr': '<f4', 'fortran_order': False, 'shape': \\(([^)]*)\\)");

    private Npy() {}

    static Tensor read(String golden) {
        ByteBuffer file = ByteBuffer.wrap(Goldens.bytes(golden)).order(ByteOrder.LITTLE_ENDIAN);
        int length = file.getShort(8);
        Matcher header = HEADER.matcher(new String(file.array(), 10, length, StandardCharsets.US_ASCII));
        if (!header.find()) {
            throw new IllegalArgumentException(golden + " holds no float32 numbers in rows");
        }
        int[] sizes = Arrays.stream(header.group(1).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        float[] values = new float[Shape.of(sizes).count()];
        file.position(10 + length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return Tensor.adopt(Shape.of(sizes), values);
    }
}
