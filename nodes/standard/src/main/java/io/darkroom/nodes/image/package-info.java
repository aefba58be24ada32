/** The nodes that make, load, change and save pictures. */
@NullMarked
package io.darkroom.nodes.image;

import org.jspecify.annotations.NullMarked;
