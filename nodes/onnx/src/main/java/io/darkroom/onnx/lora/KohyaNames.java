package io.darkroom.onnx.lora;

import io.darkroom.onnx.checkpoint.UnetStructure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names that kohya's trainer gives the weights of a network: a prefix and the path with underscores for dots. As these cannot be
 * read back, each weight of the network is written that way instead. UNets are named in the original or in diffusers' way.
 */
final class KohyaNames {
    private static final String WEIGHT = ".weight";

    private KohyaNames() {}

    /** For each name that a LoRA may use, the weight of the UNet it means. */
    static Map<String, String> ofUnet(Set<String> weights) {
        UnetStructure structure = UnetStructure.ofOriginal(weights);
        Map<String, String> names = new HashMap<>();
        for (String weight : weights) {
            if (weight.endsWith(WEIGHT)) {
                names.put(underscored("lora_unet_", weight), weight);
                structure
                        .diffusers(weight)
                        .ifPresent(diffusers -> names.put(underscored("lora_unet_", diffusers), weight));
            }
        }
        return names;
    }

    /** For each name that a LoRA may use, the weight of the text tower it means. */
    static Map<String, String> ofText(Set<String> weights) {
        Map<String, String> names = new HashMap<>();
        for (String weight : weights) {
            if (weight.endsWith(WEIGHT)) {
                names.put(underscored("lora_te_", weight), weight);
            }
        }
        return names;
    }

    private static String underscored(String prefix, String weight) {
        return prefix + weight.substring(0, weight.length() - WEIGHT.length()).replace('.', '_');
    }
}
