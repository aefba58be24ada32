package io.darkroom.server.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes prompts in API format; ids count up from 1 behind a prefix. */
final class Graph {
    private static final int SIDE = 16;

    private final String prefix;
    private final Map<String, Object> nodes = new LinkedHashMap<>();

    Graph() {
        this("");
    }

    Graph(String prefix) {
        this.prefix = prefix;
    }

    /** A node that was added: {@code out} is what others are linked to. */
    record Node(String id, Map<String, Object> inputs) {
        List<Object> out(int slot) {
            return List.of(id, slot);
        }

        void set(String input, Object value) {
            inputs.put(input, value instanceof Node node ? node.out(0) : value);
        }
    }

    /**
     * @param inputs names and values in turn; a node links to its first output
     */
    Node node(String type, Object... inputs) {
        Node node = new Node(prefix + (nodes.size() + 1), new LinkedHashMap<>());
        for (int i = 0; i < inputs.length; i += 2) {
            node.set(String.valueOf(inputs[i]), inputs[i + 1]);
        }
        nodes.put(node.id(), Map.of("class_type", type, "inputs", node.inputs()));
        return node;
    }

    Node image(String content) {
        return node("StubImage", "content", content, "height", SIDE, "width", SIDE, "batch_size", 1);
    }

    Node grey(double value) {
        return node("StubConstantImage", "value", value, "height", SIDE, "width", SIDE, "batch_size", 1);
    }

    Node mask(double value) {
        return node("StubMask", "value", value, "height", SIDE, "width", SIDE, "batch_size", 1);
    }

    Node whole(long value) {
        return node("StubInt", "value", value);
    }

    Node real(double value) {
        return node("StubFloat", "value", value);
    }

    Node sleep(Object value, double seconds) {
        return node("TestSleep", "value", value, "seconds", seconds);
    }

    /** The output that keeps what it is given. */
    Node preview(Object images) {
        return node("PreviewImage", "images", images);
    }

    Map<String, Object> prompt() {
        return nodes;
    }
}
