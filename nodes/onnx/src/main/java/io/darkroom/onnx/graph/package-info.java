/** Writes ONNX models: the few protobuf messages they need, and a builder in which a network reads like its drawing. */
@NullMarked
package io.darkroom.onnx.graph;

import org.jspecify.annotations.NullMarked;
