package io.darkroom.onnx.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.graph.Attribute;
import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.Domain;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What the provider's operators beyond the ONNX standard can do on this machine.
 *
 * @param fused whether ONNX Runtime's own operators work
 * @param block how many channels a blocked convolution takes together (16 with AVX-512, 8 with AVX2); 0 where there are none
 */
public record Kernels(boolean fused, int block) {
    private static final int SIDE = 3;

    private static final double TOLERANCE = 1e-4;

    /** Asks the provider by running a few numbers through the operators that plans rely on. */
    static Kernels probe(OrtEnvironment environment) {
        boolean fused = works("fused operators", () -> fusedError(environment));
        if (!fused) {
            return new Kernels(false, 0);
        }
        int[] block = {0};
        boolean blocked = works("blocked convolutions", () -> {
            block[0] = blockSize(environment);
            return blockedError(environment, block[0]);
        });
        return new Kernels(true, blocked ? block[0] : 0);
    }

    /** Runs a self-test; whatever does not work is not used, which the log says once. */
    private static boolean works(String what, SelfTest test) {
        try {
            double error = test.error();
            return error < TOLERANCE || refused(what, "their numbers are off by " + error);
        } catch (OrtException e) {
            return refused(what, String.valueOf(e.getMessage()));
        }
    }

    /** Asks for a logger only here: setting up logging takes longer than all self-tests. */
    private static boolean refused(String what, String why) {
        LoggerFactory.getLogger(Kernels.class)
                .warn("ONNX Runtime's {} do not work here ({}); doing without them, which is slower.", what, why);
        return false;
    }

    /** How far fused operators are from standard ones. */
    private static double fusedError(OrtEnvironment environment) throws OrtException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.inputOfAnyShape("x", ElementType.FLOAT32);
        Value fused = g.op(Domain.MICROSOFT, "QuickGelu", List.of(x), Attribute.real("alpha", 1));
        Value attended = g.op(
                Domain.MICROSOFT, "MultiHeadAttention", List.of(fused, fused, fused), Attribute.of("num_heads", 1));
        Value standard = g.multiply(x, g.op("Sigmoid", List.of(x)));
        Value scores = g.op("MatMul", List.of(standard, g.transpose(standard, 0, 2, 1)));
        scores = g.multiply(scores, g.scalar(1 / Math.sqrt(SIDE)));
        Value expected = g.op("MatMul", List.of(g.op("Softmax", List.of(scores), Attribute.of("axis", -1)), standard));
        try (OnnxTensor in = numbers(environment, 1, SIDE, SIDE)) {
            return largestDifference(environment, g, attended, expected, Map.of("x", in));
        }
    }

    /** Reordering four channels pads them to one block, whose size is the answer. */
    private static int blockSize(OrtEnvironment environment) throws OrtException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT32, Axis.of(1), Axis.of(4), Axis.of(1), Axis.of(1));
        g.outputOfAnyShape("y", g.op(Domain.BLOCKED, "ReorderInput", List.of(x)), ElementType.FLOAT32);
        try (OrtSession session = session(environment, g);
                OnnxTensor in = numbers(environment, 1, 4, 1, 1);
                OrtSession.Result out = session.run(Map.of("x", in))) {
            return Math.toIntExact(((TensorInfo) out.get(0).getInfo()).getShape()[1]);
        }
    }

    /** How far a blocked convolution is from a standard one. */
    private static double blockedError(OrtEnvironment environment, int block) throws OrtException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT32, Axis.of(1), Axis.of(block), Axis.of(SIDE), Axis.of(SIDE));
        Value packed = g.inputOfAnyShape("packed", ElementType.FLOAT32);
        Value plain = g.inputOfAnyShape("plain", ElementType.FLOAT32);
        Value bias = g.filled(block, 0.5);
        Attribute[] window = {
            Attribute.list("kernel_shape", SIDE, SIDE),
            Attribute.list("pads", 1, 1, 1, 1),
            Attribute.list("strides", 1, 1),
            Attribute.list("dilations", 1, 1),
            Attribute.of("group", 1)
        };
        Value blocked = g.op(Domain.BLOCKED, "ReorderInput", List.of(x));
        blocked = g.op(Domain.BLOCKED, "Conv", List.of(blocked, packed, bias), window);
        blocked = g.op(Domain.BLOCKED, "ReorderOutput", List.of(blocked), Attribute.of("channels", block));
        Value standard = g.op("Conv", List.of(x, plain, bias), window);
        Shape shape = Shape.of(block, block, SIDE, SIDE);
        try (Packer packer = new Packer(environment, block);
                OnnxTensor in = numbers(environment, 1, block, SIDE, SIDE);
                OnnxTensor stored = numbers(environment, shape.toLongArray());
                OnnxTensor weight = packer.convert(stored, ElementType.FLOAT32, new Layout.Blocked(), shape)) {
            Map<String, OnnxTensor> inputs = Map.of("x", in, "plain", stored, "packed", weight);
            return largestDifference(environment, g, blocked, standard, inputs);
        }
    }

    private static double largestDifference(
            OrtEnvironment environment, GraphBuilder g, Value a, Value b, Map<String, OnnxTensor> inputs)
            throws OrtException {
        Value difference = g.op("Abs", List.of(g.op("Sub", List.of(a, b))));
        g.outputOfAnyShape("error", g.op("ReduceMax", List.of(difference)), ElementType.FLOAT32);
        try (OrtSession session = session(environment, g);
                OrtSession.Result out = session.run(inputs)) {
            return ((OnnxTensor) out.get(0)).getFloatBuffer().get(0);
        }
    }

    private static OrtSession session(OrtEnvironment environment, GraphBuilder g) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            return environment.createSession(g.toModel(), options);
        }
    }

    private static OnnxTensor numbers(OrtEnvironment environment, long... sizes) throws OrtException {
        float[] numbers = new float[Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(i);
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), sizes);
    }

    /** Compares what an operator says with what it should say. */
    private interface SelfTest {
        double error() throws OrtException;
    }
}
