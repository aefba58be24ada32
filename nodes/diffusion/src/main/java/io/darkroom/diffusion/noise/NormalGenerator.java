package io.darkroom.diffusion.noise;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/** A stream of standard normal numbers; each draw moves on. Not thread-safe: one owner. */
public interface NormalGenerator {
    Tensor randn(Shape shape);
}
