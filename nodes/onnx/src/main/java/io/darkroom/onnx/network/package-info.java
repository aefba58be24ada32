/** The networks of Stable Diffusion drawn as ONNX graphs over the weights of a checkpoint, and the handles that run them. */
@NullMarked
package io.darkroom.onnx.network;

import org.jspecify.annotations.NullMarked;
