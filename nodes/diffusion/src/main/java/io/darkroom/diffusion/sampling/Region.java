package io.darkroom.diffusion.sampling;

import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning.AreaMask;
import io.darkroom.api.type.Conditioning.Entry;
import java.util.Arrays;

/**
 * A prompt and where, how strongly and when it holds.
 *
 * @param tokens [1, tokens, width] or [b, tokens, width]
 * @param weights [n, box height, box width]; item i of the batch takes weights i modulo n
 * @param fromSigma the noise level at which it begins to hold
 * @param toSigma the noise level below which it no longer holds
 */
record Region(Tensor tokens, Box box, Tensor weights, double fromSigma, double toSigma) {
    /** The widest border over which the strength of an area rises from its edge, in cells: the reference's choice. */
    private static final int FEATHER = 8;

    static Region of(Placement placement, Shape latent, NoiseSchedule schedule) {
        Entry entry = placement.entry();
        Box box = placement.box().map(area -> area.on(latent)).orElse(Box.whole(latent));
        float strength = (float) entry.strength();
        Tensor weights;
        if (placement.mask().isPresent()) {
            float maskStrength =
                    entry.mask().map(AreaMask::strength).orElse(1.0).floatValue();
            Tensor mask = placement.mask().get();
            weights = cut(mask, box).map(v -> v * maskStrength * strength);
        } else if (placement.box().isPresent()) {
            weights = feathered(box, latent, strength);
        } else {
            weights = Tensor.filled(Shape.of(1, box.height(), box.width()), strength);
        }
        return new Region(
                entry.tokens(),
                box,
                weights,
                schedule.percentToSigma(entry.start()),
                schedule.percentToSigma(entry.end()));
    }

    boolean holdsAt(double sigma) {
        return sigma <= fromSigma && sigma >= toSigma;
    }

    private static Tensor cut(Tensor mask, Box box) {
        int n = mask.shape().size(0);
        Tensor planes = mask.reshape(n, 1, mask.shape().size(1), mask.shape().size(2));
        return box.cut(planes).reshape(n, box.height(), box.width());
    }

    /** The strength, rising from each edge of the box that is not an edge of the latent. */
    private static Tensor feathered(Box box, Shape latent, float strength) {
        float[] rows = ramp(box.height(), box.y() > 0, box.y() + box.height() < latent.size(2));
        float[] columns = ramp(box.width(), box.x() > 0, box.x() + box.width() < latent.size(3));
        float[] weights = new float[box.cells()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = strength * rows[i / box.width()] * columns[i % box.width()];
        }
        return Tensor.adopt(Shape.of(1, box.height(), box.width()), weights);
    }

    private static float[] ramp(int size, boolean atStart, boolean atEnd) {
        float[] ramp = new float[size];
        Arrays.fill(ramp, 1);
        int border = Math.min(FEATHER, size / 4);
        for (int t = 0; t < border; t++) {
            float factor = (float) ((1.0 / border) * (t + 1));
            if (atStart) {
                ramp[t] *= factor;
            }
            if (atEnd) {
                ramp[size - 1 - t] *= factor;
            }
        }
        return ramp;
    }
}
