package io.darkroom.onnx.session;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.weights.StoredTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Turns stored weights into the tensors that sessions take. The conversions are themselves small ONNX graphs: they run
 * vectorised, and their results lie in memory that ONNX Runtime allocates, so that neither the Java heap nor
 * {@code -XX:MaxDirectMemorySize} bounds the size of a model.
 *
 * <p>Safe for use by several threads.
 */
final class Packer implements AutoCloseable {
    private static final int TAPS = 9; // of a 3x3 convolution

    private final OrtEnvironment environment;
    private final int block;
    private final Map<String, OrtSession> converters = new HashMap<>();
    private final Queue<ByteBuffer> readers = new ConcurrentLinkedQueue<>();

    /**
     * @param block channels per block in {@link Layout.Blocked}
     */
    Packer(OrtEnvironment environment, int block) {
        this.environment = environment;
        this.block = block;
    }

    /** The tensor for an initializer; the caller closes it. */
    OnnxTensor pack(Initializer initializer, PatchedWeights weights) throws OrtException {
        ElementType type = weights.type(initializer.key());
        boolean asStored = initializer.layout() instanceof Layout.Stored
                || (initializer.layout() instanceof Layout.Widened && type == ElementType.FLOAT32);
        if (!weights.changed(initializer.key())) {
            StoredTensor rows = weights.get(initializer.key()).rows(initializer.from(), initializer.to());
            if (asStored) {
                return tensor(rows.bytes(), initializer, type);
            }
            return converted(rows, type, initializer);
        }
        // A changed weight is float32 already, whatever the file holds; the conversion copies it out of the heap.
        Layout layout = asStored ? new Layout.Widened() : initializer.layout();
        try (OnnxTensor changed = changed(initializer, weights)) {
            return convert(changed, type, layout, initializer.shape());
        }
    }

    /**
     * The tensors for all initializers by their names, made side by side.
     *
     * @throws io.darkroom.api.sampling.CancelledException if that was asked for meanwhile; nothing stays allocated then
     */
    Map<String, OnnxTensor> packAll(
            List<Initializer> initializers, PatchedWeights weights, int threads, Cancellation cancellation)
            throws OrtException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        // The largest first: what their conversion takes on the way is given back before memory fills.
        List<Initializer> ordered = initializers.stream()
                .sorted(Comparator.comparingInt(
                        (Initializer initializer) -> -initializer.shape().count()))
                .toList();
        List<CompletableFuture<OnnxTensor>> pending = ordered.stream()
                .map(initializer ->
                        CompletableFuture.supplyAsync(() -> packOne(initializer, weights, cancellation), workers))
                .toList();
        workers.shutdown();
        Map<String, OnnxTensor> packed = new HashMap<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            try {
                packed.put(ordered.get(i).name(), pending.get(i).join());
            } catch (CompletionException e) {
                failures.add(Objects.requireNonNullElse(e.getCause(), e));
            }
        }
        if (!failures.isEmpty()) {
            packed.values().forEach(OnnxTensor::close);
            throw asThrown(failures.get(0));
        }
        return packed;
    }

    private OnnxTensor packOne(Initializer initializer, PatchedWeights weights, Cancellation cancellation) {
        cancellation.check();
        try {
            return pack(initializer, weights);
        } catch (OrtException e) {
            throw new CompletionException(e);
        }
    }

    private static OrtException asThrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof OrtException known ? known : new OrtException(String.valueOf(failure));
    }

    @Override
    public synchronized void close() {
        for (OrtSession converter : converters.values()) {
            try {
                converter.close();
            } catch (OrtException e) {
                throw new IllegalStateException("A weight converter could not be closed.", e);
            }
        }
        converters.clear();
    }

    /** Reads through a buffer that is used again and again: what is converted shall not stay in memory in its old form. */
    private OnnxTensor converted(StoredTensor rows, ElementType type, Initializer initializer) throws OrtException {
        int size = Math.toIntExact(rows.count() * rows.type().bytes());
        ByteBuffer read = readers.poll();
        if (read == null || read.capacity() < size) {
            read = ByteBuffer.allocateDirect(size);
        }
        rows.copyTo(read.clear());
        try (OnnxTensor stored = tensor(read.flip(), initializer, type)) {
            return convert(stored, type, initializer.layout(), initializer.shape());
        } finally {
            readers.add(read);
        }
    }

    private OnnxTensor tensor(ByteBuffer bytes, Initializer initializer, ElementType type) throws OrtException {
        ByteBuffer ordered = bytes.order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, ordered, sourceShape(initializer), javaType(type));
    }

    private OnnxTensor changed(Initializer initializer, PatchedWeights weights) throws OrtException {
        float[] all = weights.floats(initializer.key());
        int row = all.length / weights.shape(initializer.key()).size(0);
        FloatBuffer rows =
                FloatBuffer.wrap(all, initializer.from() * row, (initializer.to() - initializer.from()) * row);
        return OnnxTensor.createTensor(environment, rows, sourceShape(initializer));
    }

    /** The shape under which a converter takes the stored numbers. */
    private long[] sourceShape(Initializer initializer) {
        Shape shape = initializer.shape();
        if (initializer.layout() instanceof Layout.BlockedPhase) {
            return new long[] {(long) shape.size(0) * shape.size(1), TAPS};
        }
        return shape.toLongArray();
    }

    /**
     * @param shape of the result, before its reordering
     */
    OnnxTensor convert(OnnxTensor stored, ElementType type, Layout layout, Shape shape) throws OrtException {
        OrtSession converter = converter(type, layout);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("weight", stored);
        try {
            if (!(layout instanceof Layout.Widened)) {
                long out = shape.size(0);
                long in = shape.size(1);
                long taps = shape.count() / (out * in);
                inputs.put("blocks", longs(out / block * (in / block), block, taps, block));
                inputs.put("shape", longs(shape.toLongArray()));
                inputs.put("rows", longs(out / block, block, in * taps));
            }
            if (layout instanceof Layout.BlockedPhase phase) {
                inputs.put(
                        "sums",
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(sums(phase)), new long[] {TAPS, 4}));
            }
            // The result is not closed: the tensor taken from it stays, and closes alone.
            return (OnnxTensor) converter.run(inputs).get(0);
        } finally {
            inputs.values().stream().filter(tensor -> tensor != stored).forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor longs(long... values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {values.length});
    }

    private synchronized OrtSession converter(ElementType type, Layout layout) throws OrtException {
        String kind = layout.getClass().getSimpleName() + " from " + type;
        OrtSession converter = converters.get(kind);
        if (converter == null) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1); // weights are converted side by side instead
                options.setCPUArenaAllocator(false); // what is freed goes back to the system
                converter = environment.createSession(drawConverter(type, layout), options);
            }
            converters.put(kind, converter);
        }
        return converter;
    }

    private byte[] drawConverter(ElementType type, Layout layout) {
        GraphBuilder g = new GraphBuilder();
        Value weight = g.cast(g.inputOfAnyShape("weight", type), ElementType.FLOAT32);
        if (layout instanceof Layout.BlockedPhase) {
            weight = g.op("MatMul", List.of(weight, g.inputOfAnyShape("sums", ElementType.FLOAT32)));
        }
        if (!(layout instanceof Layout.Widened)) {
            // [out, in, taps] -> [out/b, b, in*taps] -> [out/b, in*taps, b] -> [out/b*in/b, b, taps, b]
            // -> [out/b*in/b, taps, b, b]: two transpositions that each move whole rows.
            Value rows = g.reshape(weight, g.inputOfAnyShape("rows", ElementType.INT64));
            Value outInnermost = g.transpose(rows, 0, 2, 1);
            Value blocks = g.reshape(outInnermost, g.inputOfAnyShape("blocks", ElementType.INT64));
            weight = g.reshape(g.transpose(blocks, 0, 2, 1, 3), g.inputOfAnyShape("shape", ElementType.INT64));
        }
        g.outputOfAnyShape("packed", weight, ElementType.FLOAT32);
        return g.toModel();
    }

    /** Which of the nine taps of a 3x3 convolution fall on which of the four of a phase's 2x2 convolution. */
    private static float[] sums(Layout.BlockedPhase phase) {
        float[] sums = new float[TAPS * 4];
        for (int tap = 0; tap < TAPS; tap++) {
            // Phase 0 sees (y-1 | y, y+1) of the large image as two small pixels, phase 1 sees (y-1, y | y+1).
            int y = phase.row() == 0 ? (tap / 3 + 1) / 2 : tap / 3 / 2;
            int x = phase.column() == 0 ? (tap % 3 + 1) / 2 : tap % 3 / 2;
            sums[tap * 4 + y * 2 + x] = 1;
        }
        return sums;
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case INT16 -> OnnxJavaType.INT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }
}
