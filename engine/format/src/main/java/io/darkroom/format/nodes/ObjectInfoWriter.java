package io.darkroom.format.nodes;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes node types as ComfyUI's {@code /object_info} has them (comfyui-contract.md, 6.1), in the form of V1 nodes. */
public final class ObjectInfoWriter {
    /** Members that are true for types with a trait. */
    static final Map<String, Trait> FLAGS =
            Map.of("output_node", Trait.OUTPUT, "deprecated", Trait.DEPRECATED, "experimental", Trait.EXPERIMENTAL);

    /** Types for which the editor makes a widget unless told not to. */
    private static final Set<String> WIDGET_TYPES = Set.of("INT", "FLOAT", "STRING", "BOOLEAN", "COMBO");

    private ObjectInfoWriter() {}

    /** The entries of all types, by id. */
    public static Map<String, Object> toJson(Collection<NodeType> types) {
        Map<String, Object> json = new LinkedHashMap<>();
        types.forEach(type -> json.put(type.id(), toJson(type)));
        return json;
    }

    /** The entry of one type. Choices that change are asked for now. */
    public static Map<String, Object> toJson(NodeType type) {
        Map<String, Map<String, Object>> inputs = new LinkedHashMap<>();
        Map<String, List<String>> order = new LinkedHashMap<>();
        for (Presence presence : Presence.values()) {
            List<InputSlot> slots = type.inputs().stream()
                    .filter(slot -> slot.presence() == presence)
                    .toList();
            if (!slots.isEmpty() || presence == Presence.REQUIRED) {
                Map<String, Object> section = new LinkedHashMap<>();
                slots.forEach(slot -> section.put(slot.name(), presence == Presence.HIDDEN ? slot.type() : spec(slot)));
                inputs.put(section(presence), section);
                order.put(section(presence), List.copyOf(section.keySet()));
            }
        }
        List<OutputSlot> outputs = type.outputs();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", inputs);
        json.put("input_order", order);
        json.put("output", outputs.stream().map(OutputSlot::type).toList());
        json.put("output_is_list", outputs.stream().map(OutputSlot::list).toList());
        json.put("output_name", outputs.stream().map(OutputSlot::name).toList());
        json.put("name", type.id());
        json.put("display_name", type.name());
        json.put("description", type.about());
        json.put("python_module", type.source());
        json.put("category", type.category());
        json.put("output_node", type.is(Trait.OUTPUT));
        if (outputs.stream().anyMatch(output -> !output.about().isEmpty())) {
            json.put("output_tooltips", outputs.stream().map(OutputSlot::about).toList());
        }
        if (type.is(Trait.DEPRECATED)) {
            json.put("deprecated", true);
        }
        if (type.is(Trait.EXPERIMENTAL)) {
            json.put("experimental", true);
        }
        return json;
    }

    static String section(Presence presence) {
        return switch (presence) {
            case REQUIRED -> "required";
            case OPTIONAL -> "optional";
            case HIDDEN -> "hidden";
        };
    }

    /** How one input is described: its type, and its options if it has any. */
    public static List<Object> spec(InputSlot slot) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        Object type = slot.type();
        if (slot.widget().isPresent()) {
            Widget widget = slot.widget().get();
            options(widget, options);
            if (widget instanceof Widget.Choice choice) {
                type = choice.options().get();
            }
        } else if (WIDGET_TYPES.contains(slot.type())) {
            options.put("forceInput", true);
        }
        putIf(slot.lazy(), "lazy", true, options);
        putIf(slot.rawLink(), "rawLink", true, options);
        putIf(!slot.about().isEmpty(), "tooltip", slot.about(), options);
        options.putAll(slot.extra());

        List<Object> spec = new ArrayList<>(List.of(type));
        if (!options.isEmpty()) {
            spec.add(options);
        }
        return spec;
    }

    private static void options(Widget widget, Map<String, @Nullable Object> options) {
        if (widget instanceof Widget.Whole whole) {
            options.put("default", whole.def());
            options.put("min", whole.min());
            options.put("max", whole.max());
            putIf(!whole.step().equals(BigInteger.ONE), "step", whole.step(), options);
            putIf(whole.control(), "control_after_generate", true, options);
        } else if (widget instanceof Widget.Real real) {
            options.put("default", real.def());
            options.put("min", real.min());
            options.put("max", real.max());
            options.put("step", real.step());
            real.round().ifPresent(round -> options.put("round", round < 0 ? (Object) false : (Object) round));
        } else if (widget instanceof Widget.Text text) {
            putIf(!text.def().isEmpty(), "default", text.def(), options);
            putIf(text.multiline(), "multiline", true, options);
            putIf(text.dynamicPrompts(), "dynamicPrompts", true, options);
        } else if (widget instanceof Widget.Toggle toggle) {
            options.put("default", toggle.def());
        } else if (widget instanceof Widget.Choice choice) {
            choice.def().ifPresent(def -> options.put("default", def));
            putIf(choice.upload(), "image_upload", true, options);
            putIf(choice.control(), "control_after_generate", true, options);
        }
    }

    private static void putIf(boolean needed, String name, Object value, Map<String, @Nullable Object> options) {
        if (needed) {
            options.put(name, value);
        }
    }
}
