@NullMarked
package io.darkroom.onnx.weights;

import org.jspecify.annotations.NullMarked;
