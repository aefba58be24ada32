package io.darkroom.engine.run;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Shown;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.cache.NodeResult;
import io.darkroom.engine.cache.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins what the calls of a node yielded: values one after another, lists end to end. */
final class CallResults {
    private final NodeType type;
    private final Function<Input.Link, List<@Nullable Object>> linked;
    private final List<List<@Nullable Object>> outputs = new ArrayList<>();
    private final Map<String, List<Object>> shown = new LinkedHashMap<>();

    /**
     * @param linked the values at an output of a node that was expanded into
     */
    CallResults(NodeType type, Function<Input.Link, List<@Nullable Object>> linked) {
        this.type = type;
        this.linked = linked;
        for (int i = 0; i < type.outputs().size(); i++) {
            outputs.add(new ArrayList<>(1));
        }
    }

    /**
     * @throws IllegalStateException if the node does not keep to what its type declares
     */
    void add(Outcome outcome) {
        if (outcome instanceof Outcome.Blocked blocked) {
            outputs.forEach(values -> values.add(blocked.blocker()));
        } else if (outcome instanceof Outcome.Values values) {
            count(values.outputs());
            for (int i = 0; i < outputs.size(); i++) {
                addValue(i, values.outputs().get(i));
            }
            show(values.shown());
        } else if (outcome instanceof Outcome.Expansion expansion) {
            count(expansion.results());
            for (int i = 0; i < outputs.size(); i++) {
                Input result = expansion.results().get(i);
                if (result instanceof Input.Link link) {
                    outputs.get(i).addAll(linked.apply(link));
                } else if (result instanceof Input.Constant constant) {
                    addValue(i, constant.value());
                } else if (result instanceof Input.Value atHand) {
                    addValue(i, atHand.value());
                }
            }
            show(expansion.shown());
        } else {
            throw new IllegalStateException("It yields null instead of an outcome.");
        }
    }

    NodeResult result(Provenance provenance) {
        return new NodeResult(outputs, shown.isEmpty() ? Shown.NOTHING : new Shown(shown), provenance);
    }

    private void count(List<?> given) {
        if (given.size() != outputs.size()) {
            throw new IllegalStateException("It yields " + given.size() + " values, but its type \"" + type.id()
                    + "\" has " + outputs.size() + " outputs.");
        }
    }

    private void addValue(int slot, @Nullable Object value) {
        OutputSlot declared = type.outputs().get(slot);
        if (!declared.list() || value instanceof Outcome.Blocker) {
            outputs.get(slot).add(value);
        } else if (value instanceof List<?> values) {
            outputs.get(slot).addAll(values);
        } else {
            throw new IllegalStateException(
                    "Its output \"" + declared.name() + "\" is a list output and must be a List.");
        }
    }

    /** The first call that shows anything decides which keys there are, as in ComfyUI. */
    private void show(Shown more) {
        boolean first = shown.isEmpty();
        more.values().forEach((key, values) -> {
            if (first || shown.containsKey(key)) {
                shown.computeIfAbsent(key, absent -> new ArrayList<>()).addAll(values);
            }
        });
    }
}
