package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.UnusableFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns OpenCLIP's names of a text tower into Hugging Face's. The joined projection becomes three slices of its rows; the text
 * projection is exchanged: OpenCLIP multiplies by it from the right, the canonical {@code text_projection.weight} has the shape
 * [out, in] of a linear layer.
 */
final class TextNames {
    private static final Pattern BLOCK = Pattern.compile("transformer\\.resblocks\\.(\\d{1,4})\\.(.*)");

    private static final Map<String, String> LEAVES = Map.of(
            "ln_1.weight", "layer_norm1.weight",
            "ln_1.bias", "layer_norm1.bias",
            "ln_2.weight", "layer_norm2.weight",
            "ln_2.bias", "layer_norm2.bias",
            "attn.out_proj.weight", "self_attn.out_proj.weight",
            "attn.out_proj.bias", "self_attn.out_proj.bias",
            "mlp.c_fc.weight", "mlp.fc1.weight",
            "mlp.c_fc.bias", "mlp.fc1.bias",
            "mlp.c_proj.weight", "mlp.fc2.weight",
            "mlp.c_proj.bias", "mlp.fc2.bias");

    private static final Map<String, String> OUTSIDE = Map.of(
            "token_embedding.weight", "text_model.embeddings.token_embedding.weight",
            "positional_embedding", "text_model.embeddings.position_embedding.weight",
            "ln_final.weight", "text_model.final_layer_norm.weight",
            "ln_final.bias", "text_model.final_layer_norm.bias");

    private TextNames() {}

    /** The canonical tensors of an OpenCLIP tower, given without prefix. */
    static Map<String, StoredTensor> fromOpenClip(Map<String, StoredTensor> tower) {
        Map<String, StoredTensor> canonical = new LinkedHashMap<>();
        tower.forEach((name, tensor) -> {
            Matcher block = BLOCK.matcher(name);
            String outside = OUTSIDE.get(name);
            if (block.matches()) {
                addBlock(canonical, "text_model.encoder.layers." + block.group(1) + ".", block.group(2), tensor);
            } else if (outside != null) {
                canonical.put(outside, tensor);
            } else if (name.equals("text_projection")) {
                if (tensor.shape().length != 2) {
                    throw new UnusableFileException("The tensor \"text_projection\" has " + tensor.shape().length
                            + " axes instead of 2; the file is broken, save or download it again.");
                }
                canonical.put("text_projection.weight", tensor.transposed());
            }
        });
        return canonical;
    }

    private static void addBlock(Map<String, StoredTensor> canonical, String block, String name, StoredTensor tensor) {
        if (name.startsWith("attn.in_proj_")) {
            String leaf = name.substring("attn.in_proj_".length());
            long[] shape = tensor.shape();
            if (shape.length == 0 || shape[0] % 3 != 0) {
                throw new UnusableFileException("The tensor \"" + name
                        + "\" cannot be divided by three; the file is broken, save or download it again.");
            }
            long rows = shape[0] / 3;
            canonical.put(block + "self_attn.q_proj." + leaf, tensor.rows(0, rows));
            canonical.put(block + "self_attn.k_proj." + leaf, tensor.rows(rows, 2 * rows));
            canonical.put(block + "self_attn.v_proj." + leaf, tensor.rows(2 * rows, 3 * rows));
            return;
        }
        String leaf = LEAVES.get(name);
        if (leaf != null) {
            canonical.put(block + leaf, tensor);
        }
    }
}
