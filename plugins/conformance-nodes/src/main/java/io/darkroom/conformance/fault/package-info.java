/** Nodes that fail. */
@NullMarked
package io.darkroom.conformance.fault;

import org.jspecify.annotations.NullMarked;
