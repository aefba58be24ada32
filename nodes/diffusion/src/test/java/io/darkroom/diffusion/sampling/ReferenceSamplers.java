package io.darkroom.diffusion.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * The samplers once more, for one number in float64, as their papers write them: DDIM, DDPM, DPM-Solver++ and UniPC in the
 * variance-preserving form with alpha = 1 / sqrt(1 + sigma^2), where the product works in sigma alone.
 */
final class ReferenceSamplers {
    private ReferenceSamplers() {}

    /** D(x; sigma). */
    interface Denoise {
        double at(double x, double sigma);
    }

    /** The noise of one number. */
    interface Draws {
        double next();

        double between(double sigma, double next);
    }

    static double sample(String name, Denoise d, double x, double[] sigmas, Draws noise) {
        return switch (name) {
            case "euler" -> euler(d, x, sigmas);
            case "euler_ancestral" -> eulerAncestral(d, x, sigmas, noise);
            case "heun" -> heun(d, x, sigmas);
            case "dpm_2" -> dpm2(d, x, sigmas);
            case "dpm_2_ancestral" -> dpm2Ancestral(d, x, sigmas, noise);
            case "lms" -> lms(d, x, sigmas);
            case "dpmpp_2s_ancestral" -> dpmpp2sAncestral(d, x, sigmas, noise);
            case "dpmpp_sde" -> dpmppSde(d, x, sigmas, noise);
            case "dpmpp_2m" -> dpmpp2m(d, x, sigmas);
            case "dpmpp_2m_sde" -> dpmpp2mSde(d, x, sigmas, noise);
            case "dpmpp_3m_sde" -> dpmpp3mSde(d, x, sigmas, noise);
            case "ddpm" -> ddpm(d, x, sigmas, noise);
            case "lcm" -> lcm(d, x, sigmas, noise);
            case "ddim" -> ddim(d, x, sigmas);
            case "uni_pc" -> uniPc(d, x, sigmas, 1);
            case "uni_pc_bh2" -> uniPc(d, x, sigmas, 2);
            default -> throw new IllegalArgumentException("No reference for the sampler " + name);
        };
    }

    // Karras et al. 2022 and k-diffusion: dx/dsigma = (x - D) / sigma.

    private static double euler(Denoise d, double x, double[] s) {
        for (int i = 0; i + 1 < s.length; i++) {
            double slope = (x - d.at(x, s[i])) / s[i];
            x += slope * (s[i + 1] - s[i]);
        }
        return x;
    }

    private static double eulerAncestral(Denoise d, double x, double[] s, Draws noise) {
        for (int i = 0; i + 1 < s.length; i++) {
            double slope = (x - d.at(x, s[i])) / s[i];
            double up = up(s[i], s[i + 1]);
            x += slope * (down(s[i], s[i + 1]) - s[i]);
            if (s[i + 1] > 0) {
                x += noise.next() * up;
            }
        }
        return x;
    }

    private static double up(double sigma, double next) {
        return Math.sqrt(next * next * (sigma * sigma - next * next) / (sigma * sigma));
    }

    private static double down(double sigma, double next) {
        double up = up(sigma, next);
        return Math.sqrt(next * next - up * up);
    }

    private static double heun(Denoise d, double x, double[] s) {
        for (int i = 0; i + 1 < s.length; i++) {
            double slope = (x - d.at(x, s[i])) / s[i];
            double dt = s[i + 1] - s[i];
            if (s[i + 1] == 0) {
                x += slope * dt;
            } else {
                double x2 = x + slope * dt;
                double slope2 = (x2 - d.at(x2, s[i + 1])) / s[i + 1];
                x += (slope + slope2) / 2 * dt;
            }
        }
        return x;
    }

    private static double dpm2(Denoise d, double x, double[] s) {
        for (int i = 0; i + 1 < s.length; i++) {
            x = dpm2To(d, x, s[i], s[i + 1]);
        }
        return x;
    }

    private static double dpm2Ancestral(Denoise d, double x, double[] s, Draws noise) {
        for (int i = 0; i + 1 < s.length; i++) {
            x = dpm2To(d, x, s[i], down(s[i], s[i + 1]));
            if (s[i + 1] > 0) {
                x += noise.next() * up(s[i], s[i + 1]);
            }
        }
        return x;
    }

    private static double dpm2To(Denoise d, double x, double sigma, double next) {
        double slope = (x - d.at(x, sigma)) / sigma;
        if (next == 0) {
            return x + slope * (next - sigma);
        }
        double middle = Math.exp((Math.log(sigma) + Math.log(next)) / 2);
        double x2 = x + slope * (middle - sigma);
        double slope2 = (x2 - d.at(x2, middle)) / middle;
        return x + slope2 * (next - sigma);
    }

    private static double lms(Denoise d, double x, double[] s) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            slopes.add((x - x0) / s[i]);
            if (s[i + 1] == 0) {
                x = x0;
                continue;
            }
            int order = Math.min(i + 1, 4);
            double step = 0;
            // Gauss and Legendre's nodes and weights for three points
            double[] nodes = {-Math.sqrt(0.6), 0, Math.sqrt(0.6)};
            double[] weights = {5 / 9.0, 8 / 9.0, 5 / 9.0};
            for (int node = 0; node < 3; node++) {
                double sigma = (s[i] + s[i + 1]) / 2 + nodes[node] * (s[i + 1] - s[i]) / 2;
                double slope = 0;
                for (int j = 0; j < order; j++) {
                    double product = slopes.get(i - j);
                    for (int k = 0; k < order; k++) {
                        product *= k == j ? 1 : (sigma - s[i - k]) / (s[i - j] - s[i - k]);
                    }
                    slope += product;
                }
                step += weights[node] * slope * (s[i + 1] - s[i]) / 2;
            }
            x += step;
        }
        return x;
    }

    // Variance-preserving: z = alpha x, with deviation alpha * sigma of its noise; lambda = -log sigma.

    private static double alpha(double sigma) {
        return 1 / Math.sqrt(1 + sigma * sigma);
    }

    private static double deviation(double sigma) {
        return sigma * alpha(sigma);
    }

    /** Lu et al. 2022 (arXiv 2211.01095), eq. 9 of first order. */
    private static double plusPlus(double z, double x0, double sigma, double next) {
        double h = Math.log(sigma / next);
        return deviation(next) / deviation(sigma) * z - alpha(next) * (Math.exp(-h) - 1) * x0;
    }

    private static double dpmpp2sAncestral(Denoise d, double x, double[] s, Draws noise) {
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            if (s[i + 1] == 0) {
                x = x0;
                continue;
            }
            double to = down(s[i], s[i + 1]);
            double middle = Math.exp(-(-Math.log(s[i]) + 0.5 * (Math.log(s[i]) - Math.log(to))));
            double z = alpha(s[i]) * x;
            double u = plusPlus(z, x0, s[i], middle);
            double x0Middle = d.at(u / alpha(middle), middle);
            x = plusPlus(z, x0Middle, s[i], to) / alpha(to) + up(s[i], s[i + 1]) * noise.next();
        }
        return x;
    }

    private static double dpmppSde(Denoise d, double x, double[] s, Draws noise) {
        double r = 0.5;
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            if (s[i + 1] == 0) {
                x = x0;
                continue;
            }
            double t = -Math.log(s[i]);
            double h = -Math.log(s[i + 1]) - t;
            double middle = Math.exp(-(t + r * h));
            double z = alpha(s[i]) * x;
            double toMiddle = down(s[i], middle);
            double x2 =
                    plusPlus(z, x0, s[i], toMiddle) / alpha(toMiddle) + up(s[i], middle) * noise.between(s[i], middle);
            double x02 = d.at(x2, middle);
            double blend = (1 - 1 / (2 * r)) * x0 + 1 / (2 * r) * x02;
            double to = down(s[i], s[i + 1]);
            x = plusPlus(z, blend, s[i], to) / alpha(to) + up(s[i], s[i + 1]) * noise.between(s[i], s[i + 1]);
        }
        return x;
    }

    private static double dpmpp2m(Denoise d, double x, double[] s) {
        double last = 0;
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            if (s[i + 1] == 0) {
                x = x0;
                continue;
            }
            double blend = x0;
            if (i > 0) {
                double r = Math.log(s[i - 1] / s[i]) / Math.log(s[i] / s[i + 1]);
                blend = (1 + 1 / (2 * r)) * x0 - 1 / (2 * r) * last;
            }
            x = plusPlus(alpha(s[i]) * x, blend, s[i], s[i + 1]) / alpha(s[i + 1]);
            last = x0;
        }
        return x;
    }

    private static double dpmpp2mSde(Denoise d, double x, double[] s, Draws noise) {
        double last = 0;
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            if (s[i + 1] == 0) {
                x = x0;
                continue;
            }
            double h = Math.log(s[i] / s[i + 1]);
            double z = deviation(s[i + 1]) / deviation(s[i]) * Math.exp(-h) * alpha(s[i]) * x;
            z += alpha(s[i + 1]) * (1 - Math.exp(-2 * h)) * x0;
            if (i > 0) {
                double r = Math.log(s[i - 1] / s[i]) / h;
                z += alpha(s[i + 1]) * (1 - Math.exp(-2 * h)) / 2 * (x0 - last) / r;
            }
            z += deviation(s[i + 1]) * Math.sqrt(1 - Math.exp(-2 * h)) * noise.between(s[i], s[i + 1]);
            x = z / alpha(s[i + 1]);
            last = x0;
        }
        return x;
    }

    /** Slope and curvature of the parabola through three predictions, their integrals by quadrature. */
    private static double dpmpp3mSde(Denoise d, double x, double[] s, Draws noise) {
        List<Double> x0s = new ArrayList<>();
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            x0s.add(x0);
            if (s[i + 1] == 0) {
                x = x0;
                continue;
            }
            double h = Math.log(s[i] / s[i + 1]);
            double z = Math.exp(-2 * h) * x + integral(h, 0) * x0;
            if (i == 1) {
                double u1 = -Math.log(s[0] / s[1]) / h;
                z += integral(h, 1) * (x0s.get(0) - x0) / u1;
            } else if (i > 1) {
                double u1 = -Math.log(s[i - 1] / s[i]) / h;
                double u2 = -Math.log(s[i - 2] / s[i]) / h;
                double f1 = x0s.get(i - 1) - x0;
                double f2 = x0s.get(i - 2) - x0;
                double curvature = (f1 / u1 - f2 / u2) / (u1 - u2);
                double slope = f1 / u1 - curvature * u1;
                z += integral(h, 1) * slope + integral(h, 2) / 2 * curvature;
            }
            x = z + s[i + 1] * Math.sqrt(1 - Math.exp(-2 * h)) * noise.between(s[i], s[i + 1]);
        }
        return x;
    }

    /** 2 h * integral of exp(-2 h (1 - u)) u^n over u from 0 to 1, by Simpson's rule. */
    private static double integral(double h, int n) {
        int parts = 2000;
        double sum = 0;
        for (int i = 0; i <= parts; i++) {
            double u = (double) i / parts;
            double weight = i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-2 * h * (1 - u)) * Math.pow(u, n);
        }
        return 2 * h * sum / (3 * parts);
    }

    /** Ho et al. 2020 (arXiv 2006.11239), eq. 6 and 7. */
    private static double ddpm(Denoise d, double x, double[] s, Draws noise) {
        for (int i = 0; i + 1 < s.length; i++) {
            double bar = 1 / (1 + s[i] * s[i]);
            double barNext = 1 / (1 + s[i + 1] * s[i + 1]);
            double beta = 1 - bar / barNext;
            double mean = Math.sqrt(barNext) * beta / (1 - bar) * d.at(x, s[i])
                    + Math.sqrt(1 - beta) * (1 - barNext) / (1 - bar) * Math.sqrt(bar) * x;
            double variance = (1 - barNext) / (1 - bar) * beta;
            x = mean / Math.sqrt(barNext);
            if (s[i + 1] > 0) {
                x += Math.sqrt(variance) * noise.next() / Math.sqrt(barNext);
            }
        }
        return x;
    }

    private static double lcm(Denoise d, double x, double[] s, Draws noise) {
        for (int i = 0; i + 1 < s.length; i++) {
            double z = alpha(s[i + 1]) * d.at(x, s[i]);
            if (s[i + 1] > 0) {
                z += deviation(s[i + 1]) * noise.next();
            }
            x = z / alpha(s[i + 1]);
        }
        return x;
    }

    /** Song et al. 2020 (arXiv 2010.02502), eq. 12 without noise. */
    private static double ddim(Denoise d, double x, double[] s) {
        for (int i = 0; i + 1 < s.length; i++) {
            double x0 = d.at(x, s[i]);
            double eps = (alpha(s[i]) * x - alpha(s[i]) * x0) / deviation(s[i]);
            double z = alpha(s[i + 1]) * x0 + deviation(s[i + 1]) * eps;
            x = z / alpha(s[i + 1]);
        }
        return x;
    }

    /** Zhao et al. 2023 (arXiv 2302.04867), algorithms 5 to 8: R a B = phi, solved by Cramer's rule. */
    private static double uniPc(Denoise d, double x, double[] levels, int variant) {
        double[] s = levels.clone();
        int steps = s.length - 1;
        s[steps] = s[steps] == 0 ? 0.001 : s[steps];
        int maxOrder = Math.max(1, Math.min(3, steps - 1));
        List<Double> models = new ArrayList<>();
        models.add(d.at(x, s[0]));
        double z = alpha(s[0]) * x;
        for (int k = 1; k <= steps; k++) {
            int order = k < maxOrder ? k : Math.min(maxOrder, steps + 1 - k);
            double h = Math.log(s[k - 1] / s[k]);
            double b = variant == 1 ? -h : Math.expm1(-h);
            double base = plusPlus(z, models.get(k - 1), s[k - 1], s[k]);
            double[] r = new double[order];
            double[] slopes = new double[order];
            for (int j = 1; j < order; j++) {
                r[j - 1] = Math.log(s[k - 1] / s[k - 1 - j]) / h;
                slopes[j - 1] = (models.get(k - 1 - j) - models.get(k - 1)) / r[j - 1];
            }
            r[order - 1] = 1;
            double[] predictor = order == 1 ? new double[0] : coefficients(r, order - 1, h, b);
            double predicted = base;
            for (int j = 0; j < order - 1; j++) {
                predicted -= alpha(s[k]) * b * predictor[j] * slopes[j];
            }
            if (k == steps) {
                return predicted / alpha(s[k]);
            }
            double model = d.at(predicted / alpha(s[k]), s[k]);
            models.add(model);
            slopes[order - 1] = model - models.get(k - 1);
            double[] corrector = coefficients(r, order, h, b);
            z = base;
            for (int j = 0; j < order; j++) {
                z -= alpha(s[k]) * b * corrector[j] * slopes[j];
            }
        }
        return x;
    }

    private static double[] coefficients(double[] r, int count, double h, double b) {
        if (count == 1) {
            return new double[] {0.5};
        }
        double[][] powers = new double[count][count];
        double[] right = new double[count];
        double phi = Math.expm1(-h) / -h - 1;
        double factorial = 1;
        for (int n = 0; n < count; n++) {
            for (int k = 0; k < count; k++) {
                powers[n][k] = Math.pow(r[k], n);
            }
            right[n] = phi * factorial / b;
            factorial *= n + 2;
            phi = phi / -h - 1 / factorial;
        }
        double[] solution = new double[count];
        for (int k = 0; k < count; k++) {
            double[][] replaced = new double[count][];
            for (int n = 0; n < count; n++) {
                replaced[n] = powers[n].clone();
                replaced[n][k] = right[n];
            }
            solution[k] = determinant(replaced) / determinant(powers);
        }
        return solution;
    }

    private static double determinant(double[][] m) {
        return m.length == 2
                ? m[0][0] * m[1][1] - m[0][1] * m[1][0]
                : m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }
}
