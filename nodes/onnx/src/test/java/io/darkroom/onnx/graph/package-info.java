/** The models we write, as ONNX Runtime reads them. */
@NullMarked
package io.darkroom.onnx.graph;

import org.jspecify.annotations.NullMarked;
