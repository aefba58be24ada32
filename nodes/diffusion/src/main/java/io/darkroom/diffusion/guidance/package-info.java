/** How the predictions for the positive and the negative prompt are joined. */
@NullMarked
package io.darkroom.diffusion.guidance;

import org.jspecify.annotations.NullMarked;
