package io.darkroom.onnx.lora;

import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A LoRA in kohya's key format ({@code lora_unet_…}, {@code lora_te_…} with {@code lora_up}, {@code lora_down}, {@code alpha}),
 * with linear and convolution modules. Immutable; nothing has to be closed.
 */
public final class LoraFile {
    private static final String UP = "lora_up.weight";
    private static final String MIDDLE = "lora_mid.weight";
    private static final String DOWN = "lora_down.weight";
    private static final String ALPHA = "alpha";
    private static final Set<String> KNOWN = Set.of(UP, MIDDLE, DOWN, ALPHA);

    /** Other ways to change weights, by what only their keys contain. */
    private static final Map<String, String> OTHER_KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("hada_", "LoHa"),
            Map.entry("lokr_", "LoKr"),
            Map.entry("dora_scale", "DoRA"),
            Map.entry("oft_", "OFT"),
            Map.entry("boft_", "BOFT"),
            Map.entry("on_input", "IA3"),
            Map.entry("a1.weight", "GLoRA"),
            Map.entry("lora_A.", "PEFT keys (lora_A, lora_B)"),
            Map.entry("lora_B.", "PEFT keys (lora_A, lora_B)"),
            Map.entry(".lora.up.", "diffusers keys (lora.up, lora.down)"),
            Map.entry(".lora.down.", "diffusers keys (lora.up, lora.down)"),
            Map.entry("_lora.up.", "diffusers attention processors"),
            Map.entry("_lora.down.", "diffusers attention processors"),
            Map.entry(".diff", "whole differences (diff)"),
            Map.entry("set_weight", "whole weights (set_weight)")));

    private final Path path;
    private final Weights weights;
    private final Map<String, LoraModule> modules;
    private final Map<String, String> others;
    private final Map<String, String> metadata;

    private LoraFile(Path path, Weights weights, Map<String, String> metadata) {
        Map<String, Map<String, StoredTensor>> groups = groups(weights);
        Map<String, LoraModule> complete = new LinkedHashMap<>();
        Map<String, String> rest = new TreeMap<>();
        groups.forEach((key, parts) -> {
            StoredTensor up = parts.get(UP);
            StoredTensor down = parts.get(DOWN);
            StoredTensor alpha = parts.get(ALPHA);
            if (alpha != null && alpha.count() != 1) {
                throw new UnusableFileException("The LoRA \"" + path + "\" is broken: \"" + key
                        + ".alpha\" is not a single number. Download it again.");
            }
            if (up != null && down != null && KNOWN.containsAll(parts.keySet())) {
                complete.put(
                        key,
                        new LoraModule(
                                key, up, Optional.ofNullable(parts.get(MIDDLE)), down, Optional.ofNullable(alpha)));
            } else {
                rest.put(key, otherKind(key, parts.keySet()));
            }
        });
        this.path = path;
        this.weights = weights;
        this.modules = Collections.unmodifiableMap(complete);
        this.others = Collections.unmodifiableMap(rest);
        this.metadata = metadata;
    }

    /**
     * Reads the list of what a LoRA changes.
     *
     * @throws UnusableFileException if the file is broken or no LoRA
     */
    public static LoraFile read(Path path) {
        try (TensorFile file = TensorFile.open(path)) {
            LoraFile lora = new LoraFile(path, file.lasting(), file.metadata());
            boolean known = lora.others.values().stream().anyMatch(kind -> !kind.isEmpty());
            if (lora.modules.isEmpty() && !known) {
                throw new UnusableFileException("The file \"" + path
                        + "\" is no LoRA: none of its tensors is named as one. \"darkroom inspect\" shows what it is.");
            }
            return lora;
        }
    }

    /** The tensors by module; a module's name ends at the first dot in kohya's format. */
    private static Map<String, Map<String, StoredTensor>> groups(Weights weights) {
        Map<String, Map<String, StoredTensor>> groups = new LinkedHashMap<>();
        for (String name : weights.names()) {
            int dot = name.startsWith("lora_") ? name.indexOf('.') : -1;
            String key = dot < 0 ? name : name.substring(0, dot);
            String part = dot < 0 ? "" : name.substring(dot + 1);
            groups.computeIfAbsent(key, absent -> new LinkedHashMap<>()).put(part, weights.get(name));
        }
        return groups;
    }

    private static String otherKind(String key, Set<String> parts) {
        String all = key + " ." + String.join(" .", parts);
        return OTHER_KINDS.entrySet().stream()
                .filter(entry -> all.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /**
     * The change to a UNet.
     *
     * @param weights the names of the UNet's weights
     */
    public LoraPatch forUnet(Set<String> weights, double strength) {
        return patch(KohyaNames.ofUnet(weights), strength);
    }

    /**
     * The change to a text tower.
     *
     * @param weights the names of the tower's weights
     */
    public LoraPatch forText(Set<String> weights, double strength) {
        return patch(KohyaNames.ofText(weights), strength);
    }

    private LoraPatch patch(Map<String, String> names, double strength) {
        Map<String, LoraModule> found = new LinkedHashMap<>();
        modules.forEach((key, module) -> {
            String weight = names.get(key);
            if (weight != null) {
                found.put(weight, module);
            }
        });
        return new LoraPatch(weights, found, strength);
    }

    /** The modules that none of the patches applies, and why where that is known: to be warned of as {@code NOT LOADED}. */
    public List<String> notLoaded(LoraPatch... patches) {
        Set<String> applied = new LinkedHashSet<>();
        for (LoraPatch patch : patches) {
            applied.addAll(patch.keys());
        }
        List<String> left = modules.keySet().stream()
                .filter(key -> !applied.contains(key))
                .collect(Collectors.toCollection(ArrayList::new));
        others.forEach((key, kind) -> left.add(kind.isEmpty() ? key : key + " (" + kind + ", not supported)"));
        return left;
    }

    /** The kinds of changes in the file that are not supported, each once. */
    public Set<String> unsupported() {
        return others.values().stream().filter(kind -> !kind.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    public Path path() {
        return path;
    }

    /** The names of its modules in kohya's form. */
    public Set<String> modules() {
        return modules.keySet();
    }

    /** The different ranks of its modules. */
    public Set<Long> ranks() {
        return modules.values().stream().map(LoraModule::rank).collect(Collectors.toCollection(TreeSet::new));
    }

    public Map<String, String> metadata() {
        return metadata;
    }
}
