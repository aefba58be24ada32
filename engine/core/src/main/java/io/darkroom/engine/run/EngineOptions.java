package io.darkroom.engine.run;

import io.darkroom.engine.Limits;
import io.darkroom.engine.cache.CachePolicy;
import io.darkroom.engine.disk.DiskOptions;
import java.util.Optional;

/**
 * How an engine works.
 *
 * @param cache which results it keeps between runs
 * @param disk where results of {@link io.darkroom.api.node.Trait#DURABLE} nodes outlive it; empty: nowhere
 * @param parallelBranches how many nodes of a run may work at the same time, at least 1
 * @param gauge measures the memory that nodes take
 */
public record EngineOptions(
        CachePolicy cache, Optional<DiskOptions> disk, int parallelBranches, Limits limits, MemoryGauge gauge) {
    /** Enough for conformance tests that let five nodes sleep at once; the device serves one at a time anyway. */
    private static final int BRANCHES = 8;

    public EngineOptions {
        if (parallelBranches < 1) {
            throw new IllegalArgumentException("parallelBranches is " + parallelBranches + "; it must be at least 1.");
        }
    }

    /** A quarter of the Java heap for the cache, eight branches, the memory of the process. */
    public static EngineOptions defaults() {
        return new EngineOptions(
                new CachePolicy.Bytes(Runtime.getRuntime().maxMemory() / 4),
                Optional.empty(),
                BRANCHES,
                Limits.DEFAULT,
                ProcessMemory.gauge());
    }

    public EngineOptions withCache(CachePolicy changed) {
        return new EngineOptions(changed, disk, parallelBranches, limits, gauge);
    }

    public EngineOptions withDisk(DiskOptions changed) {
        return new EngineOptions(cache, Optional.of(changed), parallelBranches, limits, gauge);
    }

    /** Keeps so many bytes of results; 0 keeps none. */
    public EngineOptions withCacheBytes(long budget) {
        return withCache(new CachePolicy.Bytes(budget));
    }

    public EngineOptions withParallelBranches(int changed) {
        return new EngineOptions(cache, disk, changed, limits, gauge);
    }

    public EngineOptions withLimits(Limits changed) {
        return new EngineOptions(cache, disk, parallelBranches, changed, gauge);
    }

    public EngineOptions withGauge(MemoryGauge changed) {
        return new EngineOptions(cache, disk, parallelBranches, limits, changed);
    }
}
