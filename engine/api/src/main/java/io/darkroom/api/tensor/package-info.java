/** Immutable numbers with a shape: the only form in which pictures, latents and weights pass between nodes. */
@NullMarked
package io.darkroom.api.tensor;

import org.jspecify.annotations.NullMarked;
