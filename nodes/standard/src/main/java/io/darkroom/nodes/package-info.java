/** The built-in nodes, one thin class each. */
@NullMarked
package io.darkroom.nodes;

import org.jspecify.annotations.NullMarked;
