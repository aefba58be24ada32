/** Weights where they lie: reading checkpoint files of every layout as named tensors, without running or converting anything. */
@NullMarked
package io.darkroom.onnx.weights;

import org.jspecify.annotations.NullMarked;
