/** Networks as exporters leave them. */
@NullMarked
package io.darkroom.onnx.exported;

import org.jspecify.annotations.NullMarked;
