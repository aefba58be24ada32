package io.darkroom.format.json;

import io.darkroom.format.WorkflowFileException;

/**
 * How much a JSON file may hold, so that a hostile one ends in a sentence and not in an exhausted heap.
 *
 * @param bytes size of the file
 * @param depth objects and lists inside each other
 * @param memory bytes that its values may take in memory, as far as they can be told beforehand
 * @param text characters of one text
 */
public record JsonLimits(long bytes, int depth, long memory, int text) {
    public JsonLimits {
        if (bytes < 1 || depth < 1 || memory < 1 || text < 1) {
            throw new IllegalArgumentException(
                    "Limits must be at least 1: " + bytes + ", " + depth + ", " + memory + ", " + text + ".");
        }
    }

    /** Sized by the heap, half of which is left to everything else: 1 GiB is enough for 100,000 nodes of the editor. */
    public static JsonLimits standard() {
        long heap = Runtime.getRuntime().maxMemory();
        return new JsonLimits(Math.min(256L << 20, heap / 8), 256, heap / 2, 16 << 20);
    }

    /** What to tell the user of a file with too many bytes. */
    public WorkflowFileException tooLarge(String source, long size) {
        return new WorkflowFileException(
                source,
                "",
                "It has " + size + " bytes of JSON; with the memory at hand at most " + bytes
                        + " are read. Give Java a larger heap (-Xmx) if the file is sound.");
    }
}
