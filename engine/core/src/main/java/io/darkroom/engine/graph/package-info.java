/** A workflow's links as a JGraphT graph: what an output needs, what depends on a node, and where the cycles are. */
@NullMarked
package io.darkroom.engine.graph;

import org.jspecify.annotations.NullMarked;
