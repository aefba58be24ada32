package io.darkroom.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small graphs, run by ONNX Runtime. */
final class GraphBuilderTest {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final GraphBuilder g = new GraphBuilder();

    private float[] run(float[] x, long... sizes) throws OrtException {
        try (OrtSession session = environment.createSession(g.toModel());
                OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), sizes);
                OrtSession.Result out = session.run(Map.of("x", in))) {
            return ((OnnxTensor) out.get(0)).getFloatBuffer().array();
        }
    }

    private Value pairs() {
        return g.input("x", ElementType.FLOAT32, Axis.named("n"), Axis.of(2));
    }

    @Test
    void constantsOfEveryKindReachTheirOperators() throws OrtException {
        Value scaled = g.multiply(pairs(), g.floats(new float[] {2, 3}, 2));
        Value shifted = g.add(scaled, g.scalar(0.5));
        g.output("y", g.add(shifted, g.filled(2, 10)), ElementType.FLOAT32, Axis.named("n"), Axis.of(2));

        assertThat(run(new float[] {1, 1, -1, 4}, 2, 2)).containsExactly(12.5f, 13.5f, 8.5f, 22.5f);
    }

    @Test
    void oneGraphTakesDifferentSizes() throws OrtException {
        Value x = pairs();
        g.output("y", g.concat(0, x, x), ElementType.FLOAT32, Axis.named("2n"), Axis.of(2));

        assertThat(run(new float[] {1, 2}, 1, 2)).containsExactly(1, 2, 1, 2);
        assertThat(run(new float[] {1, 2, 3, 4}, 2, 2)).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    }

    @Test
    void shapesAreComputedInTheGraph() throws OrtException {
        Value x = pairs();
        Value flat = g.reshape(g.transpose(x, 1, 0), -1);
        g.outputOfAnyShape("y", g.reshape(flat, g.concat(0, g.shapeOf(x, 1, 2), g.longs(-1))), ElementType.FLOAT32);

        assertThat(run(new float[] {1, 2, 3, 4, 5, 6}, 3, 2)).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void attributesOfEveryKindReachTheirOperators() throws OrtException {
        Value x = g.input("x", ElementType.FLOAT32, Axis.of(1), Axis.of(1), Axis.of(1), Axis.of(2));
        Value leaky = g.op("LeakyRelu", List.of(x), Attribute.real("alpha", 0.25));
        Value resized = g.op(
                "Resize",
                List.of(leaky, Value.ABSENT, g.floats(new float[] {1, 1, 1, 2}, 4)),
                Attribute.of("mode", "nearest"),
                Attribute.of("coordinate_transformation_mode", "asymmetric"),
                Attribute.of("nearest_mode", "floor"));
        Value turned = g.op("Transpose", List.of(resized), Attribute.list("perm", 3, 2, 1, 0));
        g.outputOfAnyShape(
                "y", g.op("ReduceSum", List.of(turned, g.longs(2)), Attribute.of("keepdims", 0)), ElementType.FLOAT32);

        assertThat(run(new float[] {-8, 4}, 1, 1, 1, 2)).containsExactly(-2, -2, 4, 4);
    }

    @Test
    void operatorsWithSeveralOutputsGiveThoseThatAreWanted() throws OrtException {
        Value x = pairs();
        Value one = g.filled(2, 1);
        Value zero = g.filled(2, 0);
        List<Value> out = g.ops(
                Domain.MICROSOFT,
                "SkipLayerNormalization",
                List.of(x, x, one, zero),
                List.of(true, false, false, true),
                Attribute.real("epsilon", 1e-5));
        g.outputOfAnyShape("sum", out.get(3), ElementType.FLOAT32);

        assertThat(out.get(1)).isEqualTo(Value.ABSENT);
        assertThat(run(new float[] {1, 2}, 1, 2)).containsExactly(2, 4);
    }

    @Test
    void inputsAndOutputsAreDeclaredAsTheyAre() throws OrtException {
        g.output("y", g.cast(pairs(), ElementType.INT64), ElementType.INT64, Axis.named("n"), Axis.of(2));

        try (OrtSession session = environment.createSession(g.toModel())) {
            TensorInfo input = (TensorInfo)
                    session.getInputInfo().values().iterator().next().getInfo();
            TensorInfo output = (TensorInfo)
                    session.getOutputInfo().values().iterator().next().getInfo();

            assertThat(input.getShape()).containsExactly(-1, 2);
            assertThat(input.getDimensionNames()).containsExactly("n", "");
            assertThat(output.type).isEqualTo(ai.onnxruntime.OnnxJavaType.INT64);
        }
    }
}
