package io.darkroom.onnx.checkpoint;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns diffusers' names of a VAE into the original ones. */
final class VaeNames {
    private static final Pattern UP = Pattern.compile("decoder\\.up_blocks\\.(\\d{1,3})\\.(.*)");
    private static final Pattern DOWN = Pattern.compile("encoder\\.down_blocks\\.(\\d{1,3})\\.(.*)");
    private static final Pattern MIDDLE = Pattern.compile("(encoder|decoder)\\.mid_block\\.(.*)");
    private static final Pattern ATTENTION = Pattern.compile("attentions\\.0\\.(.*)\\.(weight|bias)");

    /** Both the names of today and those before diffusers 0.15. */
    private static final Map<String, String> ATTENTION_LEAVES = Map.of(
            "group_norm", "norm",
            "to_q", "q",
            "query", "q",
            "to_k", "k",
            "key", "k",
            "to_v", "v",
            "value", "v",
            "to_out.0", "proj_out",
            "proj_attn", "proj_out");

    private final int levels;

    private VaeNames(int levels) {
        this.levels = levels;
    }

    /** Counts the decoder's levels, which diffusers numbers the other way round. */
    static VaeNames of(Set<String> diffusersNames) {
        int levels = 0;
        while (diffusersNames.contains("decoder.up_blocks." + levels + ".resnets.0.norm1.weight")) {
            levels++;
        }
        return new VaeNames(levels);
    }

    String original(String diffusers) {
        Matcher up = UP.matcher(diffusers);
        if (up.matches()) {
            int level = levels - 1 - Integer.parseInt(up.group(1));
            return "decoder.up." + level + "." + block(up.group(2), "upsamplers.0.", "upsample.");
        }
        Matcher down = DOWN.matcher(diffusers);
        if (down.matches()) {
            return "encoder.down." + down.group(1) + "." + block(down.group(2), "downsamplers.0.", "downsample.");
        }
        Matcher middle = MIDDLE.matcher(diffusers);
        if (middle.matches()) {
            return middle.group(1) + ".mid." + middle(middle.group(2));
        }
        return diffusers.replace("conv_norm_out", "norm_out");
    }

    private static String block(String name, String sampler, String originalSampler) {
        if (name.startsWith(sampler)) {
            return originalSampler + name.substring(sampler.length());
        }
        return name.replaceFirst("^resnets\\.", "block.").replace("conv_shortcut", "nin_shortcut");
    }

    private static String middle(String name) {
        Matcher attention = ATTENTION.matcher(name);
        if (attention.matches()) {
            String leaf = attention.group(1);
            return "attn_1." + ATTENTION_LEAVES.getOrDefault(leaf, leaf) + "." + attention.group(2);
        }
        return name.replaceFirst("^resnets\\.0\\.", "block_1.").replaceFirst("^resnets\\.1\\.", "block_2.");
    }
}
