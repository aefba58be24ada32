package io.darkroom.format.nodes;

import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code /object_info} (comfyui-contract.md, 6.1 and 6.2), in the form of V1 and of V3 nodes. The node types know their
 * inputs and outputs, but cannot run.
 */
public final class ObjectInfoReader {
    private ObjectInfoReader() {}

    /**
     * @param source the file, as the user calls it
     * @return node types by id, in file order
     * @throws io.darkroom.format.WorkflowFileException if it is not of that form
     */
    public static Map<String, NodeType> read(String source, byte[] json, JsonLimits limits) {
        JsonPart all = JsonPart.root(source, JsonReader.read(source, json, limits));
        Map<String, NodeType> types = new LinkedHashMap<>();
        for (String id : all.object().keySet()) {
            types.put(id, type(id, all.get(id)));
        }
        return Collections.unmodifiableMap(types);
    }

    private static NodeType type(String id, JsonPart info) {
        List<InputSlot> inputs = new ArrayList<>();
        for (Presence presence : Presence.values()) {
            String section = ObjectInfoWriter.section(presence);
            JsonPart members = info.get("input").get(section);
            for (String name : order(info.get("input_order").get(section), members)) {
                inputs.add(input(name, presence, members.get(name)));
            }
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        ObjectInfoWriter.FLAGS.forEach((flag, trait) -> {
            if (Boolean.TRUE.equals(info.get(flag).value())) {
                traits.add(trait);
            }
        });
        Behaviour unknown = (arguments, context) -> {
            throw new NodeException(
                    "Node class \"" + id + "\" is known by its description only; install the pack that brings it.");
        };
        return new NodeType(
                id,
                info.get("display_name").text().orElse(id),
                info.get("category").text().orElse(""),
                info.get("description").text().orElse(""),
                inputs,
                outputs(info),
                traits,
                info.get("python_module").text().orElse(""),
                unknown);
    }

    /** The names in the declared order, then those that the order forgets. */
    private static Collection<String> order(JsonPart declared, JsonPart members) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonPart name : declared.items()) {
            name.text().filter(n -> members.object().containsKey(n)).ifPresent(names::add);
        }
        names.addAll(members.object().keySet());
        return names;
    }

    private static List<OutputSlot> outputs(JsonPart info) {
        List<JsonPart> types = info.get("output").items();
        List<JsonPart> names = info.get("output_name").items();
        List<JsonPart> lists = info.get("output_is_list").items();
        List<JsonPart> tooltips = info.get("output_tooltips").items();
        List<OutputSlot> outputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = socket(types.get(i));
            outputs.add(new OutputSlot(
                    i < names.size() ? names.get(i).text().orElse(type) : type,
                    type,
                    i < lists.size() && Boolean.TRUE.equals(lists.get(i).value()),
                    i < tooltips.size() ? tooltips.get(i).text().orElse("") : ""));
        }
        return outputs;
    }

    private static InputSlot input(String name, Presence presence, JsonPart spec) {
        if (presence == Presence.HIDDEN) {
            String type = spec.text().orElseGet(() -> socket(first(spec)));
            return InputSlot.link(name, type, presence);
        }
        List<JsonPart> parts = spec.items();
        JsonPart kind = first(spec);
        InputOptions options = new InputOptions(parts.size() > 1 ? parts.get(1) : JsonPart.root("", null));
        Optional<Widget> widget = options.has("forceInput") ? Optional.empty() : options.takeWidget(kind);
        boolean lazy = options.takeFlag("lazy");
        boolean rawLink = options.takeFlag("rawLink");
        String about = options.takeText("tooltip");
        return new InputSlot(name, socket(kind), presence, widget, lazy, rawLink, about, options.rest());
    }

    private static JsonPart first(JsonPart spec) {
        List<JsonPart> parts = spec.items();
        if (parts.isEmpty()) {
            throw spec.refuse("an input is a list of its type and its options, but it is " + spec.describe() + ".");
        }
        return parts.get(0);
    }

    /** A type's name; a list of choices stands for COMBO. */
    private static String socket(JsonPart type) {
        return type.value() instanceof List ? "COMBO" : type.text().orElse("*");
    }
}
