/**
 * The samplers: each walks a noisy latent down the sigmas by the formula of its paper. Tensors are float32; all factors,
 * and the sums within one formula, are float64.
 */
@NullMarked
package io.darkroom.diffusion.sampler;

import org.jspecify.annotations.NullMarked;
