/** Textual inversions: files with the vectors that a new word stands for. */
@NullMarked
package io.darkroom.onnx.embedding;

import org.jspecify.annotations.NullMarked;
