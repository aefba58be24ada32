/** Node types written by hand, in a few lines. */
@NullMarked
package io.darkroom.conformance.description;

import org.jspecify.annotations.NullMarked;
