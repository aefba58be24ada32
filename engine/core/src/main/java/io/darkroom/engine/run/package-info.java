/** Runs the part of a workflow that its outputs need, node by node, and tells a listener about it. */
@NullMarked
package io.darkroom.engine.run;

import org.jspecify.annotations.NullMarked;
