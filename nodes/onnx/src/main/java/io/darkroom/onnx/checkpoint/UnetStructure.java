package io.darkroom.onnx.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The levels of a UNet, which decide how its blocks are numbered: original files count blocks through
 * ({@code input_blocks.4.1}), diffusers files count within each level ({@code down_blocks.1.attentions.0}).
 */
public final class UnetStructure {
    private static final Map<String, String> RESNET = Map.of(
            "in_layers.0", "norm1",
            "in_layers.2", "conv1",
            "emb_layers.1", "time_emb_proj",
            "out_layers.0", "norm2",
            "out_layers.3", "conv2",
            "skip_connection", "conv_shortcut");

    private static final Map<String, String> OUTSIDE = Map.of(
            "time_embed.0.", "time_embedding.linear_1.",
            "time_embed.2.", "time_embedding.linear_2.",
            "input_blocks.0.0.", "conv_in.",
            "middle_block.0.", "mid_block.resnets.0.",
            "middle_block.1.", "mid_block.attentions.0.",
            "middle_block.2.", "mid_block.resnets.1.",
            "out.0.", "conv_norm_out.",
            "out.2.", "conv_out.");

    private final Map<String, String> toDiffusers = new LinkedHashMap<>(OUTSIDE);
    private final Map<String, String> toOriginal = new LinkedHashMap<>();

    private UnetStructure(List<Level> down, List<Level> up) {
        int block = 1;
        for (int level = 0; level < down.size(); level++) {
            String part = "down_blocks." + level;
            for (int i = 0; i < down.get(level).resnets; i++) {
                toDiffusers.put("input_blocks." + block + ".0.", part + ".resnets." + i + ".");
                toDiffusers.put("input_blocks." + block + ".1.", part + ".attentions." + i + ".");
                block++;
            }
            if (down.get(level).resampled) {
                toDiffusers.put("input_blocks." + block + ".0.op.", part + ".downsamplers.0.conv.");
                block++;
            }
        }
        block = 0;
        for (int level = 0; level < up.size(); level++) {
            String part = "up_blocks." + level;
            boolean attention = up.get(level).attention;
            for (int i = 0; i < up.get(level).resnets; i++) {
                toDiffusers.put("output_blocks." + block + ".0.", part + ".resnets." + i + ".");
                if (attention) {
                    toDiffusers.put("output_blocks." + block + ".1.", part + ".attentions." + i + ".");
                }
                block++;
            }
            if (up.get(level).resampled) {
                toDiffusers.put(
                        "output_blocks." + (block - 1) + "." + (attention ? 2 : 1) + ".conv.",
                        part + ".upsamplers.0.conv.");
            }
        }
        toDiffusers.forEach((original, diffusers) -> toOriginal.put(diffusers, original));
    }

    /** Reads the levels from original names, without prefix. */
    public static UnetStructure ofOriginal(Set<String> names) {
        return new UnetStructure(
                originalLevels(names, "input_blocks.", 1, "0.op.weight", "0.op.weight"),
                originalLevels(names, "output_blocks.", 0, "1.conv.weight", "2.conv.weight"));
    }

    private static List<Level> originalLevels(
            Set<String> names, String kind, int firstBlock, String resampler, String resamplerAfterAttention) {
        List<Level> levels = new ArrayList<>();
        int resnets = 0;
        boolean attention = false;
        for (int block = firstBlock; ; block++) {
            String prefix = kind + block + ".";
            boolean resnet = names.contains(prefix + "0.in_layers.0.weight");
            boolean resampled = names.contains(prefix + resampler) || names.contains(prefix + resamplerAfterAttention);
            if (resnet) {
                resnets++;
                attention |= names.contains(prefix + "1.norm.weight");
            }
            if (resampled || (!resnet && resnets > 0)) {
                levels.add(new Level(resnets, resampled, attention));
                resnets = 0;
                attention = false;
            }
            if (!resnet && !resampled) {
                return levels;
            }
        }
    }

    /** Reads the levels from diffusers names, without prefix. */
    static UnetStructure ofDiffusers(Set<String> names) {
        return new UnetStructure(
                diffusersLevels(names, "down_blocks.", ".downsamplers.0.conv.weight"),
                diffusersLevels(names, "up_blocks.", ".upsamplers.0.conv.weight"));
    }

    private static List<Level> diffusersLevels(Set<String> names, String kind, String resampler) {
        List<Level> levels = new ArrayList<>();
        for (int level = 0; names.contains(kind + level + ".resnets.0.norm1.weight"); level++) {
            String prefix = kind + level;
            int resnets = 1;
            while (names.contains(prefix + ".resnets." + resnets + ".norm1.weight")) {
                resnets++;
            }
            boolean attention = names.contains(prefix + ".attentions.0.norm.weight");
            levels.add(new Level(resnets, names.contains(prefix + resampler), attention));
        }
        return levels;
    }

    /** The diffusers name of an original name, if the structure has such a block. */
    public Optional<String> diffusers(String original) {
        return rename(original, toDiffusers, (block, rest) -> block.contains("resnets.") ? leaf(rest, true) : rest);
    }

    /** The original name of a diffusers name, if the structure has such a block. */
    Optional<String> original(String diffusers) {
        return rename(
                diffusers,
                toOriginal,
                (block, rest) -> toDiffusers.getOrDefault(block, "").contains("resnets.") ? leaf(rest, false) : rest);
    }

    private static Optional<String> rename(String name, Map<String, String> prefixes, LeafRename leaves) {
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            String block = prefixes.get(name.substring(0, dot + 1));
            if (block != null) {
                return Optional.of(block + leaves.rename(block, name.substring(dot + 1)));
            }
        }
        return Optional.empty();
    }

    private static String leaf(String name, boolean toDiffusers) {
        for (Map.Entry<String, String> pair : RESNET.entrySet()) {
            String from = (toDiffusers ? pair.getKey() : pair.getValue()) + ".";
            if (name.startsWith(from)) {
                return (toDiffusers ? pair.getValue() : pair.getKey()) + "." + name.substring(from.length());
            }
        }
        return name;
    }

    private record Level(int resnets, boolean resampled, boolean attention) {}

    @FunctionalInterface
    private interface LeafRename {
        String rename(String newBlock, String rest);
    }
}
