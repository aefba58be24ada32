/** The seams of sampling: a denoiser, a sampler that walks the sigmas, a scheduler that makes them, guidance that joins two predictions. */
@NullMarked
package io.darkroom.api.sampling;

import org.jspecify.annotations.NullMarked;
