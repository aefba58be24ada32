@NullMarked
package io.darkroom.onnx.checkpoint;

import org.jspecify.annotations.NullMarked;
