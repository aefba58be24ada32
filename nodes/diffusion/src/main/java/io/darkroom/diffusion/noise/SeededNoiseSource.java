package io.darkroom.diffusion.noise;

import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The noise that a sampler adds on its way, fixed by the seed. Not thread-safe: made for one run of one sampler.
 *
 * <p>It has the same seed as the starting noise and begins anew, so its first draw repeats that noise. That is how the
 * reference behaves, and saved workflows rely on it.
 */
public final class SeededNoiseSource implements NoiseSource {
    private final long seed;
    private final Shape shape;
    private final NoiseKind kind;
    private final NormalGenerator generator;
    private @Nullable Path path;

    /**
     * @param seed unsigned 64 bits
     * @param shape the shape of the sampled latent, batch included
     */
    public SeededNoiseSource(long seed, Shape shape, NoiseKind kind) {
        this.seed = seed;
        this.shape = shape;
        this.kind = kind;
        this.generator = kind.generator(seed);
    }

    @Override
    public Tensor next() {
        return generator.randn(shape);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The path runs over the noise levels from the smallest to the largest; times are float32 as in the reference.
     * Between equal levels nothing moves: zeros.
     *
     * @throws IllegalArgumentException if a level is not finite or the bounds are in the wrong order
     */
    @Override
    public Tensor between(double sigma, double sigmaNext, Bounds bounds) {
        float from = (float) sigma;
        float to = (float) sigmaNext;
        if (!Float.isFinite(from) || !Float.isFinite(to)) {
            throw new IllegalArgumentException("Brownian noise was asked for between the sigmas " + sigma + " and "
                    + sigmaNext + "; both must be finite.");
        }
        BrownianTree tree = tree(bounds);
        if (from == to) {
            return Tensor.zeros(shape);
        }
        Tensor moved = tree.increment(Math.min(from, to), Math.max(from, to));
        float direction = Math.signum(to - from);
        float length = (float) Math.sqrt(Math.abs(to - from));
        return moved.map(w -> w * direction / length);
    }

    private BrownianTree tree(Bounds bounds) {
        Path current = path;
        if (current == null || !current.bounds.equals(bounds)) {
            current = new Path(bounds, treeOver((float) bounds.sigmaMin(), (float) bounds.sigmaMax()));
            path = current;
        }
        return current.tree;
    }

    private BrownianTree treeOver(float start, float end) {
        if (!Float.isFinite(start) || !Float.isFinite(end) || start > end) {
            throw new IllegalArgumentException("Brownian noise needs a range of sigmas from small to large, but got "
                    + start + " to " + end + ".");
        }
        return new BrownianTree(seed, start, end, shape, kind::generator);
    }

    /** A path and the range that fixes it. */
    private record Path(Bounds bounds, BrownianTree tree) {}
}
