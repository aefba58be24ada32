/** Nodes that take or give any number of values. */
@NullMarked
package io.darkroom.conformance.list;

import org.jspecify.annotations.NullMarked;
