@NullMarked
package io.darkroom.onnx.embedding;

import org.jspecify.annotations.NullMarked;
