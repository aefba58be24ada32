/** LoRAs: small changes to the weights of a network, read from files and applied while the network loads. */
@NullMarked
package io.darkroom.onnx.lora;

import org.jspecify.annotations.NullMarked;
