package io.darkroom.engine.run;

import io.darkroom.engine.Limits;

/**
 * How an engine works.
 *
 * @param cacheBytes how many bytes of results it keeps between runs; 0 keeps none
 * @param parallelBranches how many nodes of a run may work at the same time, at least 1
 * @param gauge measures the memory that nodes take
 */
public record EngineOptions(long cacheBytes, int parallelBranches, Limits limits, MemoryGauge gauge) {
    /** Enough for conformance tests that let five nodes sleep at once; the device serves one at a time anyway. */
    private static final int BRANCHES = 8;

    public EngineOptions {
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes is " + cacheBytes + "; it must be at least 0.");
        }
        if (parallelBranches < 1) {
            throw new IllegalArgumentException("parallelBranches is " + parallelBranches + "; it must be at least 1.");
        }
    }

    /** A quarter of the Java heap for the cache, eight branches, the memory of the process. */
    public static EngineOptions defaults() {
        return new EngineOptions(Runtime.getRuntime().maxMemory() / 4, BRANCHES, Limits.DEFAULT, ProcessMemory.gauge());
    }

    public EngineOptions withCacheBytes(long changed) {
        return new EngineOptions(changed, parallelBranches, limits, gauge);
    }

    public EngineOptions withParallelBranches(int changed) {
        return new EngineOptions(cacheBytes, changed, limits, gauge);
    }

    public EngineOptions withLimits(Limits changed) {
        return new EngineOptions(cacheBytes, parallelBranches, changed, gauge);
    }

    public EngineOptions withGauge(MemoryGauge changed) {
        return new EngineOptions(cacheBytes, parallelBranches, limits, changed);
    }
}
