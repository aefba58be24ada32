/** The nodes that make, encode, decode and change latents. */
@NullMarked
package io.darkroom.nodes.latent;

import org.jspecify.annotations.NullMarked;
