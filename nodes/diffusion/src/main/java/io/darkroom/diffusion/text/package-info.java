/**
 * From a prompt to conditioning: prompt weights, CLIP's tokens, textual inversions and trigger words, chunks of 77, and the
 * weighting of what the text tower makes of them.
 */
@NullMarked
package io.darkroom.diffusion.text;

import org.jspecify.annotations.NullMarked;
