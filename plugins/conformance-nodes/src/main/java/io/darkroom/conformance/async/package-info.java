/** Nodes that spend their time waiting, so that independent ones must overlap. */
@NullMarked
package io.darkroom.conformance.async;

import org.jspecify.annotations.NullMarked;
