package io.darkroom.diffusion.schedule;

/** The trained noise levels of a model, rising, with their logarithms; float32 as in the reference. */
final class SigmaTable {
    /** The time steps that Stable Diffusion was trained on. */
    static final int TIMESTEPS = 1000;

    /** Where training began and ended: {@code linear_start} and {@code linear_end} of the SD 1 and 2 configs. */
    private static final double BETA_START = 0.00085;

    private static final double BETA_END = 0.012;

    /** The signal that the reference leaves in the last step, where the paper has 0 and sigma would be infinite. */
    private static final double LAST_ALPHA_BAR = 4.8973451890853435e-08;

    private final float[] sigmas;
    private final float[] logs;

    private SigmaTable(double[] sigmas) {
        this.sigmas = new float[sigmas.length];
        this.logs = new float[sigmas.length];
        for (int i = 0; i < sigmas.length; i++) {
            this.sigmas[i] = (float) sigmas[i];
            this.logs[i] = (float) Math.log(sigmas[i]);
        }
    }

    /** "Scaled linear" betas: squares of a linear ramp; sigma = sqrt((1 - alphaBar) / alphaBar). */
    static SigmaTable scaledLinear(TerminalSnr terminalSnr) {
        return new SigmaTable(sigmas(terminalSnr));
    }

    /** Every 20th step, counted from the last: the 50 that latent consistency models were distilled on. */
    static SigmaTable distilled(TerminalSnr terminalSnr) {
        double[] all = sigmas(terminalSnr);
        double[] kept = new double[50];
        int stride = TIMESTEPS / kept.length;
        for (int i = 0; i < kept.length; i++) {
            kept[i] = all[i * stride + stride - 1];
        }
        return new SigmaTable(kept);
    }

    private static double[] sigmas(TerminalSnr terminalSnr) {
        double[] alphaBars = switch (terminalSnr) {
            case TRAINED -> alphaBars();
            case ZERO -> withZeroTerminalSnr(alphaBars());
        };
        double[] sigmas = new double[alphaBars.length];
        for (int t = 0; t < sigmas.length; t++) {
            sigmas[t] = Math.sqrt((1 - alphaBars[t]) / alphaBars[t]);
        }
        return sigmas;
    }

    private static double[] alphaBars() {
        double[] alphaBars = new double[TIMESTEPS];
        double first = Math.sqrt(BETA_START);
        double step = (Math.sqrt(BETA_END) - first) / (TIMESTEPS - 1);
        double product = 1;
        for (int t = 0; t < TIMESTEPS; t++) {
            double root = first + t * step;
            product *= 1 - root * root;
            alphaBars[t] = product;
        }
        return alphaBars;
    }

    /** Lin et al. 2023, algorithm 1 (arXiv 2305.08891): shifts and scales sqrt(alphaBar) so that it ends at zero. */
    private static double[] withZeroTerminalSnr(double[] alphaBars) {
        int last = alphaBars.length - 1;
        double s0 = Math.sqrt(alphaBars[0]);
        double sLast = Math.sqrt(alphaBars[last]);
        double[] rescaled = new double[alphaBars.length];
        for (int t = 0; t < last; t++) {
            double s = (Math.sqrt(alphaBars[t]) - sLast) * s0 / (s0 - sLast);
            rescaled[t] = s * s;
        }
        rescaled[last] = LAST_ALPHA_BAR;
        return rescaled;
    }

    int count() {
        return sigmas.length;
    }

    float[] toArray() {
        return sigmas.clone();
    }

    double min() {
        return sigmas[0];
    }

    double max() {
        return sigmas[sigmas.length - 1];
    }

    /** The sigma at a fractional place, by linear interpolation of the logarithm; places outside are moved to the ends. */
    double at(double place) {
        double inside = Math.max(0, Math.min(place, sigmas.length - 1));
        int low = (int) Math.floor(inside);
        int high = (int) Math.ceil(inside);
        float w = (float) (inside - low);
        float log = (1 - w) * logs[low] + w * logs[high];
        return (float) Math.exp(log);
    }

    /** The place whose log sigma is nearest; of two equally near ones the lower. */
    int nearest(double sigma) {
        float log = (float) Math.log(sigma);
        int low = 0;
        int high = logs.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (logs[middle] <= log) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.abs(log - logs[low]) <= Math.abs(logs[high] - log) ? low : high;
    }
}
