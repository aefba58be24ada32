/**
 * Checkpoints of every layout as parts (UNet, text encoder, VAE) under canonical names, with what was found out about them: family,
 * prediction type, hash. The canonical names are those of the original Stable Diffusion files for UNet and VAE, without prefix, and
 * Hugging Face's CLIP names for the text encoder.
 */
@NullMarked
package io.darkroom.onnx.checkpoint;

import org.jspecify.annotations.NullMarked;
