/** The nodes that make and change masks. */
@NullMarked
package io.darkroom.nodes.mask;

import org.jspecify.annotations.NullMarked;
