/** Changing the size of pictures, masks and latents, as the field's reference implementations do it, and joining pieces by feathered tiles. */
@NullMarked
package io.darkroom.nodes.resample;

import org.jspecify.annotations.NullMarked;
