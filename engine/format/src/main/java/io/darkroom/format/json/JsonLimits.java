package io.darkroom.format.json;

/**
 * How much a JSON file may hold, so that a hostile one ends in a sentence and not in an exhausted heap.
 *
 * @param bytes size of the file
 * @param depth objects and lists inside each other
 * @param values objects, lists and plain values in all
 * @param text characters of one text
 */
public record JsonLimits(long bytes, int depth, int values, int text) {
    /** What one small value costs at most in memory: a map with one entry and its table. */
    private static final int BYTES_PER_VALUE = 250;

    public JsonLimits {
        if (bytes < 1 || depth < 1 || values < 1 || text < 1) {
            throw new IllegalArgumentException(
                    "Limits must be at least 1: " + bytes + ", " + depth + ", " + values + ", " + text + ".");
        }
    }

    /**
     * Room for workflows of 100,000 nodes (some 60 values each in the editor's form), less where the heap is small: half of
     * it is left to everything else.
     */
    public static JsonLimits standard() {
        long affordable = Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_VALUE;
        return new JsonLimits(256L << 20, 256, (int) Math.max(100_000, Math.min(10_000_000, affordable)), 16 << 20);
    }
}
