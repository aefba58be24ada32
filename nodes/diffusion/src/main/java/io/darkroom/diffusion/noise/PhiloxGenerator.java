package io.darkroom.diffusion.noise;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/**
 * Draws what PyTorch draws on an NVIDIA GPU (and what AUTOMATIC1111 draws anywhere with its "GPU" noise source): Philox
 * 4x32-10 of Salmon et al. 2011 (doi 10.1145/2063384.2063405), one counter for each number.
 */
public final class PhiloxGenerator implements NormalGenerator {
    private static final int ROUNDS = 10;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    // The reference's constants are float32, its arithmetic is double.
    private static final double UNIT = 2.3283064e-10f;
    private static final double UNIT_2_PI = 2.3283064e-10f * 6.2831855f;

    private final long seed;
    private int draws;

    /**
     * @param seed unsigned 64 bits, all of which count
     */
    public PhiloxGenerator(long seed) {
        this.seed = seed;
    }

    @Override
    public Tensor randn(Shape shape) {
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = normal(draws, i);
        }
        draws++;
        return Tensor.adopt(shape, values);
    }

    private float normal(int draw, int index) {
        int c0 = draw;
        int c1 = 0;
        int c2 = index;
        int c3 = 0;
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * Integer.toUnsignedLong(c0);
            long p1 = M1 * Integer.toUnsignedLong(c2);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        double u = Integer.toUnsignedLong(c0) * UNIT + UNIT / 2;
        double v = Integer.toUnsignedLong(c1) * UNIT_2_PI + UNIT_2_PI / 2;
        return (float) (Math.sqrt(-2 * Math.log(u)) * Math.sin(v));
    }
}
