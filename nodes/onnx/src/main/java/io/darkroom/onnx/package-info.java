/** Networks from checkpoint files: reads weights where they lie, emits ONNX graphs over them, and runs these with ONNX Runtime. */
@NullMarked
package io.darkroom.onnx;

import org.jspecify.annotations.NullMarked;
