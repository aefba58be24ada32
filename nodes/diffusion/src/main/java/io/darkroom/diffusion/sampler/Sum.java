package io.darkroom.diffusion.sampler;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;

/** A weighted sum of tensors of one shape, added up in float64 and rounded once. */
final class Sum {
    private final Shape shape;
    private final double[] total;

    private Sum(Shape shape) {
        this.shape = shape;
        this.total = new double[shape.count()];
    }

    static Sum of(Tensor tensor) {
        return of(1, tensor);
    }

    static Sum of(double weight, Tensor tensor) {
        return new Sum(tensor.shape()).plus(weight, tensor);
    }

    Sum plus(double weight, Tensor tensor) {
        requireSameShape(tensor);
        for (int i = 0; i < total.length; i++) {
            total[i] += weight * tensor.get(i);
        }
        return this;
    }

    /** Adds weight * (a - b); the difference is not rounded, which matters where sigma is in the thousands. */
    Sum plusDifference(double weight, Tensor a, Tensor b) {
        requireSameShape(a);
        requireSameShape(b);
        for (int i = 0; i < total.length; i++) {
            total[i] += weight * ((double) a.get(i) - b.get(i));
        }
        return this;
    }

    /** Moves along the slope d = (x - x0) / sigma of the probability flow (Karras et al. 2022, eq. 1) by a change of sigma. */
    Sum along(double deltaSigma, Tensor x, Tensor x0, double sigma) {
        return plusDifference(deltaSigma / sigma, x, x0);
    }

    Tensor round() {
        float[] rounded = new float[total.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) total[i];
        }
        return Tensor.adopt(shape, rounded);
    }

    private void requireSameShape(Tensor tensor) {
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException("A tensor of shape " + tensor.shape()
                    + " cannot be added to one of shape " + shape + "; a denoiser or noise source returned it.");
        }
    }
}
