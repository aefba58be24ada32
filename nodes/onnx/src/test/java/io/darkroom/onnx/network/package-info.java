/** The networks against reference answers and against each other. */
@NullMarked
package io.darkroom.onnx.network;

import org.jspecify.annotations.NullMarked;
