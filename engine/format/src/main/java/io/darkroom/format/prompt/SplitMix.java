package io.darkroom.format.prompt;

/** SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014): draws that a seed decides. */
public final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SplitMix(long seed) {
        this.state = seed;
    }

    /** A number from 0 to bound - 1, each as likely as the others (to within 2^-32). */
    public int below(int bound) {
        state += GOLDEN_GAMMA;
        return (int) (((mix(state) >>> 32) * bound) >>> 32);
    }

    /** The first 64 bits that a seed gives. */
    static long next(long seed) {
        return mix(seed + GOLDEN_GAMMA);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
