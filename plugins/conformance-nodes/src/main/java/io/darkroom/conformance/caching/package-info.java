/** Nodes that say themselves when their results are out of date. */
@NullMarked
package io.darkroom.conformance.caching;

import org.jspecify.annotations.NullMarked;
