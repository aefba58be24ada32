/** Nodes that become other nodes. */
@NullMarked
package io.darkroom.conformance.expansion;

import org.jspecify.annotations.NullMarked;
