package io.darkroom.cli.command;

import io.darkroom.engine.cache.CachePolicy;
import io.darkroom.engine.run.EngineOptions;

/**
 * Which results of nodes are kept.
 *
 * @param memory from run to run
 * @param diskBytes beyond the end of the program, for encoded prompts and pictures; 0: none
 */
public record Keeping(CachePolicy memory, long diskBytes) {
    public Keeping {
        if (diskBytes < 0) {
            throw new IllegalArgumentException("diskBytes is " + diskBytes + "; it must be at least 0.");
        }
    }

    /** As engines do by themselves, and nothing on disk. */
    public static Keeping inMemory() {
        return new Keeping(EngineOptions.defaults().cache(), 0);
    }
}
