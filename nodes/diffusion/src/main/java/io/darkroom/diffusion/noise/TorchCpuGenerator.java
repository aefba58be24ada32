package io.darkroom.diffusion.noise;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/**
 * Draws what {@code torch.randn} draws in float32 from a CPU generator after {@code manual_seed}: the source of ComfyUI's
 * noise. Equal to 2e-6, since PyTorch's vector instructions round logarithms and sines in other places.
 *
 * <p>PyTorch has two paths. Sixteen numbers or more are made in blocks of 16 from 24-bit uniforms; fewer are made one by
 * one in double precision, in pairs whose second half waits for the next such number.
 */
public final class TorchCpuGenerator implements NormalGenerator {
    private static final int BLOCK = 16;
    private static final float TWO_PI = (float) (2 * Math.PI);

    private final Mt19937 engine;
    private boolean hasCached;
    private double cached;

    /**
     * @param seed unsigned 64 bits, of which PyTorch's Mersenne Twister takes the low 32: 5 and 5 + 2^32 draw the same
     */
    public TorchCpuGenerator(long seed) {
        this.engine = new Mt19937((int) seed);
    }

    @Override
    public Tensor randn(Shape shape) {
        float[] values = new float[shape.count()];
        if (values.length >= BLOCK) {
            fillBlocks(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) nextDouble();
            }
        }
        return Tensor.adopt(shape, values);
    }

    private void fillBlocks(float[] values) {
        fillUniform(values, 0);
        for (int from = 0; from + BLOCK <= values.length; from += BLOCK) {
            toNormal(values, from);
        }
        if (values.length % BLOCK != 0) {
            // A rest that is no full block: the last 16 numbers are drawn anew as one, whatever they held.
            fillUniform(values, values.length - BLOCK);
            toNormal(values, values.length - BLOCK);
        }
    }

    private void fillUniform(float[] values, int from) {
        for (int i = from; i < values.length; i++) {
            values[i] = (engine.nextInt() & 0xffffff) * 0x1p-24f;
        }
    }

    /** Box and Muller 1958 on the pairs (i, i + 8) of one block. */
    private static void toNormal(float[] values, int from) {
        for (int i = from; i < from + BLOCK / 2; i++) {
            float radius = (float) Math.sqrt(-2 * Math.log(1 - values[i]));
            // Rounded to float as PyTorch does: at 2 pi that rounding alone moves the sine by 2e-7.
            float theta = TWO_PI * values[i + BLOCK / 2];
            values[i] = (float) (radius * Math.cos(theta));
            values[i + BLOCK / 2] = (float) (radius * Math.sin(theta));
        }
    }

    private double nextDouble() {
        if (hasCached) {
            hasCached = false;
            return cached;
        }
        double theta = 2 * Math.PI * nextUniform();
        double radius = Math.sqrt(-2 * Math.log1p(-nextUniform()));
        hasCached = true;
        cached = radius * Math.sin(theta);
        return radius * Math.cos(theta);
    }

    private double nextUniform() {
        long high = engine.nextInt();
        long low = engine.nextInt();
        return (((high << 32) | (low & 0xffffffffL)) & ((1L << 53) - 1)) * 0x1p-53;
    }
}
