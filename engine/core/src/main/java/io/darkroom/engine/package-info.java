/** Runs workflows: graph, validation, plan, execution and cache. The only user of JGraphT; knows no JSON, HTTP or ONNX. */
@NullMarked
package io.darkroom.engine;

import org.jspecify.annotations.NullMarked;
