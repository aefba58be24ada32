package io.darkroom.server.openapi;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas (2020-12) of prompts in API form, made from the node types. They ask for the declared types, where the server
 * also takes what can be converted; names of model files are not listed as the only ones, since they are matched leniently.
 */
final class NodeSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Map<String, Object> LINK = Map.of(
            "description",
            "A link: node id and slot.",
            "type",
            "array",
            "prefixItems",
            List.of(Map.of("type", "string"), Map.of("type", "integer", "minimum", 0)),
            "minItems",
            2,
            "maxItems",
            2);
    private static final Map<String, Object> WRAPPED = Map.of(
            "description",
            "A constant that is a list.",
            "type",
            "object",
            "required",
            List.of("__value__"),
            "properties",
            Map.of("__value__", Map.of("type", "array")));
    private static final Map<String, Object> LINK_REF = Map.of("$ref", "#/$defs/link");

    private NodeSchema() {}

    /** The schema of a node of one class. */
    static Map<String, @Nullable Object> of(NodeType type) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.putAll(node(type));
        schema.put("$defs", Map.of("link", LINK));
        return schema;
    }

    /** The schema of a whole prompt. */
    static Map<String, @Nullable Object> ofPrompt(List<NodeType> types) {
        Map<String, @Nullable Object> defs = new LinkedHashMap<>();
        defs.put("link", LINK);
        List<Object> cases = new ArrayList<>();
        for (NodeType type : types) {
            defs.put(type.id(), node(type));
            Map<String, Object> chosen = new LinkedHashMap<>();
            chosen.put("if", Map.of("properties", Map.of("class_type", Map.of("const", type.id()))));
            chosen.put("then", Map.of("$ref", "#/$defs/" + pointer(type.id())));
            cases.add(chosen);
        }
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("type", "object");
        node.put("required", List.of("class_type"));
        node.put(
                "properties",
                Map.of(
                        "class_type",
                        Map.of("enum", types.stream().map(NodeType::id).toList())));
        node.put("allOf", cases);
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", "Prompt");
        schema.put("description", "Nodes by id.");
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.put("additionalProperties", node);
        schema.put("$defs", defs);
        return schema;
    }

    private static Map<String, @Nullable Object> node(NodeType type) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (InputSlot slot : type.inputs()) {
            if (slot.presence() != Presence.HIDDEN) {
                inputs.put(slot.name(), input(slot));
            }
            if (slot.presence() == Presence.REQUIRED) {
                required.add(slot.name());
            }
        }
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("class_type", Map.of("const", type.id()));
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", "object");
        members.put("properties", inputs);
        members.put("required", required);
        properties.put("inputs", members);
        properties.put("_meta", Map.of("type", "object", "properties", Map.of("title", Map.of("type", "string"))));

        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("title", type.name());
        if (!type.about().isEmpty()) {
            schema.put("description", type.about());
        }
        schema.put("type", "object");
        schema.put("required", required.isEmpty() ? List.of("class_type") : List.of("class_type", "inputs"));
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, @Nullable Object> input(InputSlot slot) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        if (!slot.about().isEmpty()) {
            schema.put("description", slot.about());
        }
        schema.put("x-socket", slot.type());
        Optional<Map<String, @Nullable Object>> constant = slot.widget().map(NodeSchema::constant);
        if (constant.isEmpty() && !slot.type().equals("*")) {
            schema.putAll(LINK_REF);
            return schema;
        }
        List<Object> forms = new ArrayList<>();
        forms.add(LINK_REF);
        if (constant.isPresent()) {
            schema.put("default", constant.get().remove("default"));
            forms.add(constant.get());
        } else {
            forms.add(Map.of("type", List.of("string", "number", "boolean", "null")));
            forms.add(WRAPPED);
        }
        schema.put("anyOf", forms);
        return schema;
    }

    private static Map<String, @Nullable Object> constant(Widget widget) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        if (widget instanceof Widget.Whole whole) {
            schema.put("type", "integer");
            schema.put("default", whole.def());
            schema.put("minimum", whole.min());
            schema.put("maximum", whole.max());
        } else if (widget instanceof Widget.Real real) {
            schema.put("type", "number");
            schema.put("default", real.def());
            schema.put("minimum", real.min());
            schema.put("maximum", real.max());
        } else if (widget instanceof Widget.Text text) {
            schema.put("type", "string");
            schema.put("default", text.def());
        } else if (widget instanceof Widget.Toggle toggle) {
            schema.put("type", "boolean");
            schema.put("default", toggle.def());
        } else if (widget instanceof Widget.Choice choice) {
            List<String> options = choice.options().get();
            schema.put("type", "string");
            schema.put("default", choice.def().orElse(options.isEmpty() ? "" : options.get(0)));
            schema.put(choice.folder().isPresent() || options.isEmpty() ? "examples" : "enum", options);
        }
        return schema;
    }

    /** A key as a part of a JSON pointer in a URI fragment. */
    private static String pointer(String key) {
        String pointer = key.replace("~", "~0").replace("/", "~1");
        return URLEncoder.encode(pointer, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
