/** The nodes that hold a plain value. */
@NullMarked
package io.darkroom.nodes.value;

import org.jspecify.annotations.NullMarked;
