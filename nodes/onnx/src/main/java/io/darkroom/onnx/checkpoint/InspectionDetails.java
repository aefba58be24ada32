package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is special to each kind of network, as short sentences. */
final class InspectionDetails {
    private static final Pattern LAYER =
            Pattern.compile("text_model\\.encoder\\.layers\\.(\\d+)\\.layer_norm1\\.weight");
    private static final List<String> LORA_DOWNS = List.of(".lora_down.weight", ".lora_A.weight", ".lora.down.weight");

    private InspectionDetails() {}

    static List<String> ofUnet(Weights unet) {
        List<String> details = new ArrayList<>();
        details.add(size(unet, "input_blocks.0.0.weight", 1) + " input channels");
        unet.names().stream()
                .filter(name -> name.endsWith(".attn2.to_k.weight"))
                .findFirst()
                .ifPresent(name -> details.add("prompts of width " + size(unet, name, 1)));
        return details;
    }

    static List<String> ofText(TextPart text) {
        long layers = text.weights().names().stream()
                .map(LAYER::matcher)
                .filter(Matcher::matches)
                .count();
        List<String> details = new ArrayList<>();
        details.add(text.family().name());
        details.add(layers + " layers" + (text.layersLeftOut() > 0 ? ", the last one of the tower is left out" : ""));
        details.add("width " + size(text.weights(), "text_model.final_layer_norm.weight", 0));
        return details;
    }

    static List<String> ofOther(FileKind kind, Weights tensors) {
        return switch (kind) {
            case EMBEDDING -> ofEmbedding(tensors);
            case LORA -> ofLora(tensors);
            default -> List.of();
        };
    }

    private static List<String> ofEmbedding(Weights tensors) {
        return tensors.names().stream()
                .map(name -> {
                    long[] shape = tensors.get(name).shape();
                    long vectors = shape.length == 2 ? shape[0] : 1;
                    return name + ": " + vectors + " vectors of width " + shape[shape.length - 1];
                })
                .toList();
    }

    private static List<String> ofLora(Weights tensors) {
        Set<Long> ranks = new TreeSet<>();
        Set<String> targets = new TreeSet<>();
        for (String name : tensors.names()) {
            if (LORA_DOWNS.stream().anyMatch(name::endsWith)) {
                ranks.add(size(tensors, name, 0));
                targets.add(target(name));
            }
        }
        List<String> details = new ArrayList<>();
        details.add("rank " + join(ranks));
        details.add("changes " + String.join(", ", targets));
        return details;
    }

    private static String target(String name) {
        if (name.startsWith("lora_te") || name.startsWith("text_encoder")) {
            return "text encoder";
        }
        return name.startsWith("lora_unet") || name.startsWith("unet") ? "UNet" : "another network";
    }

    private static String join(Set<Long> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private static long size(Weights weights, String name, int axis) {
        return weights.find(name)
                .map(tensor -> tensor.shape())
                .filter(shape -> shape.length > axis)
                .map(shape -> shape[axis])
                .orElse(0L);
    }
}
