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
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the provider's operators beyond the ONNX standard can do on this machine.
 *
 * @param block how many channels a blocked convolution takes together (16 with AVX-512, 8 with AVX2); 0: only the standard
 *     operators may be used
 */
public record Kernels(int block) {
    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
    private static final int SIDE = 3;

    /** Only the ONNX standard. */
    public static final Kernels STANDARD = new Kernels(0);

    public boolean fused() {
        return block > 0;
    }

    /** Asks the provider by running a few numbers through the operators that plans rely on. */
    static Kernels probe(OrtEnvironment environment) {
        try {
            int block = blockSize(environment);
            double wrong = error(environment, block);
            if (wrong < 1e-4) {
                return new Kernels(block);
            }
            LOG.warn("ONNX Runtime's fused operators are off by {} on this machine; using the standard ones.", wrong);
        } catch (OrtException e) {
            LOG.warn("ONNX Runtime's fused operators do not run here ({}); using the standard ones.", e.getMessage());
        }
        return STANDARD;
    }

    /** Reordering four channels pads them to one block, whose size is the answer. */
    private static int blockSize(OrtEnvironment environment) throws OrtException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT32, Axis.of(1), Axis.of(4), Axis.of(1), Axis.of(1));
        g.outputOfAnyShape("y", g.op(Domain.BLOCKED, "ReorderInput", List.of(x)), ElementType.FLOAT32);
        try (OrtSession session = environment.createSession(g.toModel());
                OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.allocate(4), new long[] {1, 4, 1, 1});
                OrtSession.Result out = session.run(Map.of("x", in))) {
            return Math.toIntExact(((TensorInfo) out.get(0).getInfo()).getShape()[1]);
        }
    }

    /** The largest difference between a blocked and a standard convolution, with a fused SiLU against a standard one. */
    private static double error(OrtEnvironment environment, int block) throws OrtException {
        Shape shape = Shape.of(block, block, SIDE, SIDE);
        float[] numbers = new float[shape.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(i);
        }
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT32, Axis.of(1), Axis.of(block), Axis.of(SIDE), Axis.of(SIDE));
        Value packed = g.inputOfAnyShape("packed", ElementType.FLOAT32);
        Value plain = g.floats(numbers, shape.toLongArray());
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
        blocked = g.op(Domain.MICROSOFT, "QuickGelu", List.of(blocked), Attribute.real("alpha", 1));
        Value standard = g.op("Conv", List.of(x, plain, bias), window);
        standard = g.multiply(standard, g.op("Sigmoid", List.of(standard)));
        Value difference = g.op("Abs", List.of(g.op("Sub", List.of(blocked, standard))));
        g.outputOfAnyShape("error", g.op("ReduceMax", List.of(difference)), ElementType.FLOAT32);
        FloatBuffer input = FloatBuffer.wrap(numbers, 0, block * SIDE * SIDE);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                Packer packer = new Packer(environment, block);
                OnnxTensor stored =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape.toLongArray());
                OnnxTensor weight = packer.convert(stored, ElementType.FLOAT32, new Layout.Blocked(), shape)) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(g.toModel(), options);
                    OnnxTensor in = OnnxTensor.createTensor(environment, input, new long[] {1, block, SIDE, SIDE});
                    OrtSession.Result out = session.run(Map.of("x", in, "packed", weight))) {
                return ((OnnxTensor) out.get(0)).getFloatBuffer().get(0);
            }
        }
    }
}
