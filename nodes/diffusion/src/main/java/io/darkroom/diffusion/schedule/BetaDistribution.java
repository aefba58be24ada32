package io.darkroom.diffusion.schedule;

/** The Beta distribution on [0, 1]. */
final class BetaDistribution {
    private BetaDistribution() {}

    /** The probability of a value up to x: the regularised incomplete beta function I_x(a, b). */
    static double cumulative(double x, double a, double b) {
        double half = incomplete(0.5, a, b);
        double complete = half + incomplete(0.5, b, a);
        return x <= 0.5 ? incomplete(x, a, b) / complete : 1 - incomplete(1 - x, b, a) / complete;
    }

    /**
     * B_x(a, b) for x up to 1/2, by the series 8.17.8 of the NIST Digital Library of Mathematical Functions: x^a (1 - x)^b
     * / a * sum of (a + b)_n / (a + 1)_n x^n. All terms are positive, so nothing cancels.
     */
    private static double incomplete(double x, double a, double b) {
        double term = 1;
        double sum = 1;
        for (int n = 0; term > sum * 1e-17; n++) {
            term *= (a + b + n) / (a + 1 + n) * x;
            sum += term;
        }
        return Math.pow(x, a) * Math.pow(1 - x, b) / a * sum;
    }
}
