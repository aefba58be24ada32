/** Networks that others exported to ONNX, in the layout that Optimum writes, behind the same handles as those of checkpoints. */
@NullMarked
package io.darkroom.onnx.exported;

import org.jspecify.annotations.NullMarked;
