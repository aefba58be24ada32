/** The mathematics of diffusion as a plain library: tokens, prompts, schedules, samplers, guidance and noise. */
@NullMarked
package io.darkroom.diffusion;

import org.jspecify.annotations.NullMarked;
