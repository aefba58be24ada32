package io.darkroom.onnx.checkpoint;

import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.weights.Weights;

/**
 * The text encoder of a checkpoint.
 *
 * @param weights under Hugging Face's names, from {@code text_model.} on; {@code text_projection.weight}, where there is one, has
 *     the shape [out, in]
 * @param layersLeftOut how many of the tower's last layers the file does not hold: 1 in diffusers folders of SD 2, where the layer
 *     before the last is the one that is used, else 0
 */
public record TextPart(Weights weights, TextNetwork.Family family, int layersLeftOut) {}
