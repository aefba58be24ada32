package io.darkroom.onnx.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What networks run on: ONNX Runtime on the processor. It serves one call at a time, in the order of asking, so that two runs
 * do not fight for caches and memory.
 */
final class Device {
    private static final long ASK_AGAIN_MILLIS = 20;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    private final ReentrantLock guard = new ReentrantLock(true);
    private final int threads;
    private @Nullable Kernels kernels;

    Device(int threads) {
        this.threads = threads;
    }

    /** What users call it. */
    String name() {
        return "cpu";
    }

    OrtEnvironment environment() {
        return environment;
    }

    int threads() {
        return threads;
    }

    /** What its operators can do, asked once, when first needed. */
    synchronized Kernels kernels() {
        if (kernels == null) {
            kernels = Kernels.probe(environment);
        }
        return kernels;
    }

    /**
     * Does some work while nobody else uses the device.
     *
     * @throws CancelledException if that was asked for while waiting
     */
    <T> T exclusively(Cancellation cancellation, Supplier<T> work) {
        try {
            do {
                cancellation.check();
            } while (!guard.tryLock(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
        try {
            return work.get();
        } finally {
            guard.unlock();
        }
    }

    /** Session options for a plan; the caller closes them. */
    OrtSession.SessionOptions options(Plan plan) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setOptimizationLevel(
                switch (plan) {
                    case PACKED -> OrtSession.SessionOptions.OptLevel.BASIC_OPT;
                    case PORTABLE -> OrtSession.SessionOptions.OptLevel.ALL_OPT;
                    case INSTANT ->
                        OrtSession.SessionOptions.OptLevel.NO_OPT; // folding would widen all weights at once
                });
        options.setMemoryPatternOptimization(plan != Plan.INSTANT);
        return options;
    }
}
