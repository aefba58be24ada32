/** Nodes that ask for their inputs while the workflow runs. */
@NullMarked
package io.darkroom.conformance.lazy;

import org.jspecify.annotations.NullMarked;
