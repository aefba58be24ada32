package io.darkroom.engine.cache;

/** Which results of nodes stay in memory from run to run, and which leave first. */
public sealed interface CachePolicy {
    /**
     * So many bytes of results; those unused for longest leave first, and a result larger than all of it is never kept.
     *
     * @param budget bytes; 0 keeps nothing
     */
    record Bytes(long budget) implements CachePolicy {
        public Bytes {
            if (budget < 0) {
                throw new IllegalArgumentException("cacheBytes is " + budget + "; it must be at least 0.");
            }
        }
    }

    /** The results of the latest prompt's nodes, however large: ComfyUI's {@code --cache-classic}. */
    record LatestPrompt() implements CachePolicy {}

    /**
     * So many results, and always those of the latest prompt: ComfyUI's {@code --cache-lru}.
     *
     * @param results at least 1
     */
    record Results(int results) implements CachePolicy {
        public Results {
            if (results < 1) {
                throw new IllegalArgumentException("The cache is to keep " + results + " results; at least 1.");
            }
        }
    }

    /** Nothing; within a run a result leaves as soon as all that need it have run: ComfyUI's {@code --cache-none}. */
    record Nothing() implements CachePolicy {}

    /**
     * As long as the machine has memory to spare; then large ones and those unused for many prompts leave first: ComfyUI's
     * {@code --cache-ram}. Half the Java heap is the most it takes.
     *
     * @param headroom bytes of the machine's memory that shall stay free, more than 0
     */
    record SpareMemory(long headroom) implements CachePolicy {
        public SpareMemory {
            if (headroom < 1) {
                throw new IllegalArgumentException("The memory to keep free is " + headroom + " bytes; at least 1.");
            }
        }
    }
}
