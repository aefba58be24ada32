package io.darkroom.api.sampling;

import io.darkroom.api.node.Socket;
import java.util.Arrays;

/**
 * The noise levels a sampler walks through, from noisy to clean, float32 as in the reference; usually ends with 0. n
 * steps have n + 1 levels. Immutable; may be empty, which means "nothing to do".
 */
@Socket("SIGMAS")
public final class Sigmas {
    private final float[] levels;

    private Sigmas(float[] levels) {
        this.levels = levels;
    }

    public static Sigmas of(float... levels) {
        return new Sigmas(levels.clone());
    }

    public static Sigmas of(double... levels) {
        float[] floats = new float[levels.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) levels[i];
        }
        return new Sigmas(floats);
    }

    /** The number of levels, one more than the steps. */
    public int count() {
        return levels.length;
    }

    /** The number of steps; 0 when there is nothing to walk. */
    public int steps() {
        return Math.max(0, levels.length - 1);
    }

    public float get(int index) {
        return levels[index];
    }

    public float[] toArray() {
        return levels.clone();
    }

    /** Levels {@code from} (included) to {@code to} (excluded). */
    public Sigmas slice(int from, int to) {
        return new Sigmas(Arrays.copyOfRange(levels, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sigmas sigmas && Arrays.equals(levels, sigmas.levels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return "Sigmas" + Arrays.toString(levels);
    }
}
