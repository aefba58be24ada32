/** Tests of the built-in nodes against the reference's answers. */
@NullMarked
package io.darkroom.nodes;

import org.jspecify.annotations.NullMarked;
