package io.darkroom.onnx.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.WeightType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackerTest {
    private static final int BLOCK = 2;

    @TempDir
    Path folder = Path.of("");

    private float[] packed(TestTensor tensor, Layout layout, Shape shape) throws OrtException {
        return packed(tensor, layout, shape, tensor.shape().size(0));
    }

    private float[] packed(TestTensor tensor, Layout layout, Shape shape, int rows) throws OrtException {
        Path path = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(tensor));
        try (TensorFile file = TensorFile.open(path);
                Packer packer = new Packer(OrtEnvironment.getEnvironment(), BLOCK);
                OnnxTensor packed = packer.pack(
                        new Initializer(
                                "in the graph",
                                tensor.name(),
                                tensor.shape().size(0) - rows,
                                tensor.shape().size(0),
                                layout,
                                shape),
                        new PatchedWeights(file.tensors()))) {
            return packed.getFloatBuffer().array();
        }
    }

    private static TestTensor halves(WeightType type, int... bits) {
        return new TestTensor("w", type, Shape.of(bits.length), sink -> {
            ByteBuffer bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int half : bits) {
                bytes.putShort((short) half);
            }
            sink.accept(bytes.flip());
        });
    }

    private static TestTensor counting(int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] numbers = new float[shape.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return TestTensor.of("w", shape, numbers);
    }

    @Test
    void halvesAreWidenedSubnormalsIncluded() throws OrtException {
        TestTensor halves = halves(WeightType.FLOAT16, 0x3C00, 0xC000, 0x0001, 0x7BFF);

        assertThat(packed(halves, new Layout.Widened(), Shape.of(4))).containsExactly(1, -2, 0x1p-24f, 65504);
    }

    @Test
    void brainFloatsAreWidened() throws OrtException {
        TestTensor brains = halves(WeightType.BFLOAT16, 0x3F80, 0xC000, 0x7F7F);

        assertThat(packed(brains, new Layout.Widened(), Shape.of(3)))
                .containsExactly(1, -2, Float.intBitsToFloat(0x7F7F0000));
    }

    @Test
    void float32IsUsedAsItLies() throws OrtException {
        assertThat(packed(counting(2, 2), new Layout.Stored(), Shape.of(2, 2))).containsExactly(0, 1, 2, 3);
        assertThat(packed(counting(2, 2), new Layout.Widened(), Shape.of(4))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aSliceOfRowsIsTaken() throws OrtException {
        assertThat(packed(counting(4, 2), new Layout.Widened(), Shape.of(1, 2), 1))
                .containsExactly(6, 7);
    }

    @Test
    void blocksHoldTheOutputChannelsInnermost() throws OrtException {
        // [out 2, in 4, 1, 2]: number = out * 8 + in * 2 + tap
        float[] blocked = packed(counting(2, 4, 1, 2), new Layout.Blocked(), Shape.of(2, 4, 1, 2));

        assertThat(blocked)
                .containsExactly(
                        0, 8, 2, 10, // in 0 and 1, tap 0
                        1, 9, 3, 11, // in 0 and 1, tap 1
                        4, 12, 6, 14, // in 2 and 3, tap 0
                        5, 13, 7, 15); // in 2 and 3, tap 1
    }

    @Test
    void aPhaseSumsTheTapsThatMeetTheSamePixel() throws OrtException {
        // Taps 0 to 8 of the first filter, rows of three.
        float[] evenRowsAndColumns = packed(counting(2, 2, 3, 3), new Layout.BlockedPhase(0, 0), Shape.of(2, 2, 2, 2));
        float[] oddRowsEvenColumns = packed(counting(2, 2, 3, 3), new Layout.BlockedPhase(1, 0), Shape.of(2, 2, 2, 2));

        // Of each 2x2 filter, its four taps lie BLOCK * BLOCK numbers apart.
        assertThat(List.of(evenRowsAndColumns[0], evenRowsAndColumns[4], evenRowsAndColumns[8], evenRowsAndColumns[12]))
                .containsExactly(0f, 1f + 2f, 3f + 6f, 4f + 5f + 7f + 8f);
        assertThat(List.of(oddRowsEvenColumns[0], oddRowsEvenColumns[4], oddRowsEvenColumns[8], oddRowsEvenColumns[12]))
                .containsExactly(0f + 3f, 1f + 2f + 4f + 5f, 6f, 7f + 8f);
    }
}
