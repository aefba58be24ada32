@NullMarked
package io.darkroom.onnx.lora;

import org.jspecify.annotations.NullMarked;
