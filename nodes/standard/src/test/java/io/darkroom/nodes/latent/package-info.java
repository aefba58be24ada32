@NullMarked
package io.darkroom.nodes.latent;

import org.jspecify.annotations.NullMarked;
