/** Nodes that check their inputs themselves, in each of the ways there are. */
@NullMarked
package io.darkroom.conformance.validation;

import org.jspecify.annotations.NullMarked;
