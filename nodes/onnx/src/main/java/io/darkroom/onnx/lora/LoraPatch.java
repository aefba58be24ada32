package io.darkroom.onnx.lora;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.weights.Weights;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A LoRA at a strength, for one network. Immutable. */
public final class LoraPatch implements WeightPatch {
    private final String title;
    private final String identity;
    private final Map<String, LoraModule> modules;
    private final float strength;

    /**
     * @param modules by the name of the weight they change
     */
    LoraPatch(Weights file, Map<String, LoraModule> modules, double strength) {
        this.title = file.title();
        this.identity = "LoRA " + file.identity() + " * " + strength;
        this.modules = Map.copyOf(modules);
        this.strength = (float) strength;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean changes(String key) {
        return modules.containsKey(key);
    }

    @Override
    public float[] apply(String key, Shape shape, float[] weight) {
        LoraModule module = modules.get(key);
        if (module == null) {
            throw new IllegalArgumentException("The LoRA does not change \"" + key + "\".");
        }
        module.addTo(shape, weight, strength);
        return weight;
    }

    /** How many weights it changes. */
    public int size() {
        return modules.size();
    }

    /** The names in the file of the modules it applies. */
    Set<String> keys() {
        return modules.values().stream().map(LoraModule::key).collect(Collectors.toSet());
    }
}
