/**
 * What the KSampler nodes call: prompts with areas, masks and ranges joined by guidance into one denoiser, and a run of a
 * sampler over a latent, in-painting included.
 */
@NullMarked
package io.darkroom.diffusion.sampling;

import org.jspecify.annotations.NullMarked;
