/** Loops, which unroll themselves by becoming copies of their bodies. */
@NullMarked
package io.darkroom.conformance.loop;

import org.jspecify.annotations.NullMarked;
