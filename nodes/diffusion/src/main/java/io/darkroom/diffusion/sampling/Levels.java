package io.darkroom.diffusion.sampling;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Sigmas;

/** Makes sigmas fit to be walked. */
final class Levels {
    private Levels() {}

    /**
     * The sigmas without repetitions: a step of no length changes nothing, but samplers that look back would divide by it.
     *
     * @param sigmas at least one
     * @throws NodeException if a level is no number, or negative, or 0 before the end
     */
    static Sigmas walkable(Sigmas sigmas) {
        float[] levels = new float[sigmas.count()];
        int count = 0;
        for (int i = 0; i < sigmas.count(); i++) {
            float sigma = sigmas.get(i);
            if (!(sigma >= 0 && sigma < Float.POSITIVE_INFINITY)) {
                throw new NodeException("Sigma " + (i + 1) + " of " + sigmas.count() + " is " + sigma
                        + "; noise levels are finite and not negative. Look at the node that made the sigmas.");
            }
            if (count == 0 || sigma != levels[count - 1]) {
                levels[count++] = sigma;
            }
        }
        for (int i = 0; i < count - 1; i++) {
            if (levels[i] == 0) {
                throw new NodeException("The sigmas go on after 0, where no noise is left to remove."
                        + " Use FlipSigmas, which starts at 0.0001, or SetFirstSigma.");
            }
        }
        return Sigmas.of(levels).slice(0, count);
    }
}
