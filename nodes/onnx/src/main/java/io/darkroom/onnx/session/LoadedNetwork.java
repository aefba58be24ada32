package io.darkroom.onnx.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network in the device's memory. Used and closed only by whoever holds the device. */
final class LoadedNetwork implements AutoCloseable {
    private final String title;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final Weights weights;
    private final Workspace workspace;

    LoadedNetwork(String title, OrtEnvironment environment, OrtSession session, Weights weights, Workspace workspace)
            throws OrtException {
        this.title = title;
        this.environment = environment;
        this.session = session;
        this.inputs = session.getInputInfo();
        this.weights = weights;
        this.workspace = workspace;
    }

    /**
     * The inputs that are the same in each call; closed with the session.
     *
     * @param bytes how much memory they take
     */
    record Weights(Map<String, OnnxTensor> tensors, long bytes) {
        Weights {
            tensors = Map.copyOf(tensors);
        }
    }

    long bytes() {
        return weights.bytes;
    }

    int inputRank(String input) {
        NodeInfo declared = inputs.get(input);
        if (declared != null && declared.getInfo() instanceof TensorInfo info) {
            return info.getShape().length;
        }
        throw new NodeException("The " + title + " has no input \"" + input + "\", but " + inputs.keySet()
                + ". Export it with Optimum's names.");
    }

    Set<String> outputs() {
        return session.getOutputNames();
    }

    /**
     * One forward pass.
     *
     * @param wanted the outputs to compute
     * @return the wanted outputs, in that order
     * @throws CancelledException within one operator of the request
     */
    List<Tensor> run(Map<String, Tensor> given, List<String> wanted, Cancellation cancellation) {
        cancellation.check();
        Map<String, OnnxTensor> own = new HashMap<>();
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            if (workspace == Workspace.GIVEN_BACK) {
                options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            }
            for (Map.Entry<String, Tensor> input : given.entrySet()) {
                own.put(input.getKey(), toOnnx(input.getKey(), input.getValue()));
            }
            Map<String, OnnxTensor> fed = new HashMap<>(weights.tensors);
            fed.putAll(own);
            try (Terminator terminator = new Terminator(options);
                    Cancellation.Registration registration = cancellation.onRequest(terminator::terminate);
                    OrtSession.Result result = session.run(fed, new LinkedHashSet<>(wanted), options)) {
                return toTensors(result);
            }
        } catch (OrtException e) {
            cancellation.check();
            throw Failure.of("run the " + title + " on " + shapes(given), e);
        } catch (OutOfMemoryError e) {
            throw Failure.outOfMemory("run the " + title + " on " + shapes(given), e);
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw Failure.of("release the " + title, e);
        } finally {
            weights.tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Most inputs are float32; models that others exported may want halves or whole numbers. */
    private OnnxTensor toOnnx(String name, Tensor tensor) throws OrtException {
        NodeInfo declared = inputs.get(name);
        long[] shape = tensor.shape().toLongArray();
        if (declared == null || !(declared.getInfo() instanceof TensorInfo info) || info.type == OnnxJavaType.FLOAT) {
            return OnnxTensor.createTensor(environment, tensor.buffer(), shape);
        }
        float[] values = tensor.toArray();
        if (info.type == OnnxJavaType.INT64) {
            long[] longs = new long[values.length];
            Arrays.setAll(longs, i -> Math.round(values[i]));
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(longs), shape);
        }
        if (info.type == OnnxJavaType.INT32) {
            int[] ints = new int[values.length];
            Arrays.setAll(ints, i -> Math.round(values[i]));
            return OnnxTensor.createTensor(environment, IntBuffer.wrap(ints), shape);
        }
        if (info.type == OnnxJavaType.FLOAT16) {
            ByteBuffer halves = ByteBuffer.allocateDirect(2 * values.length).order(ByteOrder.nativeOrder());
            halves.asShortBuffer().put(Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(values)));
            return OnnxTensor.createTensor(environment, halves, shape, OnnxJavaType.FLOAT16);
        }
        throw new NodeException("The input \"" + name + "\" of the " + title + " has the type " + info.type
                + ", which is not supported; export the model with float32 inputs.");
    }

    private List<Tensor> toTensors(OrtSession.Result result) {
        List<Tensor> tensors = new ArrayList<>();
        for (var output : result) {
            OnnxTensor tensor = (OnnxTensor) output.getValue();
            int[] sizes = Arrays.stream(tensor.getInfo().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            float[] values = tensor.getFloatBuffer().array(); // a copy on the heap, made for us
            requireFinite(values);
            tensors.add(Tensor.adopt(Shape.of(sizes), values));
        }
        return tensors;
    }

    private void requireFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new NodeException("The " + title + " put out the number " + value
                        + ", which no picture can be made from. Its weights are damaged, or a patch such as a LoRA is;"
                        + " take patches out, or use another file.");
            }
        }
    }

    private static String shapes(Map<String, Tensor> given) {
        List<String> shapes = new ArrayList<>();
        given.forEach((name, tensor) -> shapes.add(name + " " + tensor.shape()));
        return String.join(", ", shapes);
    }

    /** Passes a request to stop on to a run, as long as that run lasts. */
    private static final class Terminator implements AutoCloseable {
        private final OrtSession.RunOptions options;
        private boolean over;

        Terminator(OrtSession.RunOptions options) {
            this.options = options;
        }

        synchronized void terminate() {
            if (!over) {
                try {
                    options.setTerminate(true);
                } catch (OrtException e) {
                    throw new IllegalStateException("ONNX Runtime refused to stop a run.", e);
                }
            }
        }

        @Override
        public synchronized void close() {
            over = true;
        }
    }
}
