package io.darkroom.format.editor;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.prompt.SeedControl;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an editor's file means as a workflow.
 *
 * @param notices what was left out or looks wrong, as sentences
 * @param searchNames what {@code %NAME.widget%} calls a node, by node id, for nodes whose name is not their class
 * @param controls how constants change from run to run
 * @param places where in the file each constant stands, as keys and indices
 */
public record Conversion(
        EditorFile file,
        Workflow workflow,
        List<String> notices,
        Map<String, String> searchNames,
        List<SeedControl> controls,
        Map<Place, List<Object>> places) {
    public Conversion {
        notices = List.copyOf(notices);
        searchNames = Map.copyOf(searchNames);
        controls = List.copyOf(controls);
        places = Map.copyOf(places);
    }

    /** An input of a node in the workflow. */
    public record Place(String nodeId, String input) {}

    /**
     * The file with the constants of the workflow as it ran: other seeds, drawn texts. So a picture that is dropped onto the
     * editor shows what made it. A value that several nodes share stays as it is if they ended up different.
     */
    public Map<String, @Nullable Object> fileOf(Workflow ran) {
        Map<List<Object>, Set<Optional<Object>>> wanted = new LinkedHashMap<>();
        places.forEach((place, path) -> {
            Optional<Object> now = constant(ran, place);
            if (now.isPresent() && isSameNode(ran, place.nodeId())) {
                boolean changed = !same(now.get(), constant(workflow, place).orElse(null));
                wanted.computeIfAbsent(path, p -> new HashSet<>()).add(changed ? now : Optional.empty());
            }
        });
        Map<List<Object>, Object> changes = new HashMap<>();
        wanted.forEach((path, values) -> {
            if (values.size() == 1) {
                values.iterator().next().ifPresent(value -> changes.put(path, value));
            }
        });
        return changes.isEmpty()
                ? file.json()
                : replaceMembers(file.json(), List.of(), changes, prefixes(changes.keySet()));
    }

    private boolean isSameNode(Workflow ran, String id) {
        return workflow.node(id).map(WorkflowNode::type).equals(ran.node(id).map(WorkflowNode::type));
    }

    private static Optional<Object> constant(Workflow workflow, Place place) {
        return workflow.node(place.nodeId())
                .map(node -> node.inputs().get(place.input()))
                .map(input -> input instanceof Input.Constant constant ? constant.value() : null);
    }

    /** 7 and 7.0 are the same: validation turns one into the other. */
    private static boolean same(Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y && isFinite(x) && isFinite(y)) {
            return new BigDecimal(x.toString()).compareTo(new BigDecimal(y.toString())) == 0;
        }
        return Objects.equals(a, b);
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double) || Double.isFinite(number.doubleValue());
    }

    private static Set<List<Object>> prefixes(Set<List<Object>> paths) {
        Set<List<Object>> prefixes = new HashSet<>();
        for (List<Object> path : paths) {
            for (int length = 0; length <= path.size(); length++) {
                prefixes.add(List.copyOf(path.subList(0, length)));
            }
        }
        return prefixes;
    }

    /** Copies only what lies on the way to a change. A path has seven keys at most. */
    private static @Nullable Object replace(
            @Nullable Object value, List<Object> path, Map<List<Object>, Object> changes, Set<List<Object>> prefixes) {
        if (changes.containsKey(path)) {
            return changes.get(path);
        }
        if (!prefixes.contains(path)) {
            return value;
        }
        if (value instanceof Map<?, ?> members) {
            return replaceMembers(members, path, changes, prefixes);
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object item : items) {
                copy.add(replace(item, with(path, copy.size()), changes, prefixes));
            }
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    private static Map<String, @Nullable Object> replaceMembers(
            Map<?, ?> members, List<Object> path, Map<List<Object>, Object> changes, Set<List<Object>> prefixes) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        members.forEach(
                (key, member) -> copy.put(String.valueOf(key), replace(member, with(path, key), changes, prefixes)));
        return Collections.unmodifiableMap(copy);
    }

    private static List<Object> with(List<Object> path, Object key) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }
}
