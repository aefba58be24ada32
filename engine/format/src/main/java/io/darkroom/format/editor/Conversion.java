package io.darkroom.format.editor;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.json.JsonEdits;
import io.darkroom.format.prompt.SeedControl;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an editor's file means as a workflow.
 *
 * @param notices what was left out or looks wrong, as sentences
 * @param searchNames what {@code %NAME.widget%} calls a node, by node id, for nodes whose name is not their class
 * @param controls how constants change from run to run
 * @param places where in the file each constant stands, as keys and indices, by node id and input
 */
public record Conversion(
        EditorFile file,
        Workflow workflow,
        List<String> notices,
        Map<String, String> searchNames,
        List<SeedControl> controls,
        Map<String, Map<String, List<Object>>> places) {
    public Conversion {
        notices = List.copyOf(notices);
        searchNames = Map.copyOf(searchNames);
        controls = List.copyOf(controls);
        places = Collections.unmodifiableMap(places);
    }

    /**
     * The file with the constants of the workflow as it ran: other seeds, drawn texts. So a picture that is dropped onto the
     * editor shows what made it. A value that several nodes share stays as it is if they ended up different.
     */
    public Map<String, @Nullable Object> fileOf(Workflow ran) {
        Map<List<Object>, Object> changes = new HashMap<>();
        forEachConstant(ran, (path, before, now) -> {
            if (!same(now, before)) {
                changes.put(path, now);
            }
        });
        if (changes.isEmpty()) {
            return file.json();
        }
        Map<List<Object>, Object> agreed = new HashMap<>(changes);
        forEachConstant(ran, (path, before, now) -> {
            if (changes.containsKey(path) && !same(now, changes.get(path))) {
                agreed.remove(path);
            }
        });
        JsonEdits edits = new JsonEdits();
        agreed.forEach(edits::put);
        return edits.applyTo(file.json());
    }

    private interface Visitor {
        void visit(List<Object> path, @Nullable Object before, Object now);
    }

    private void forEachConstant(Workflow ran, Visitor visitor) {
        places.forEach((id, inputs) -> {
            WorkflowNode before = workflow.nodes().get(id);
            WorkflowNode now = ran.nodes().get(id);
            if (before != null && now != null && before.type().equals(now.type())) {
                inputs.forEach((input, path) -> constant(now, input)
                        .ifPresent(value ->
                                visitor.visit(path, constant(before, input).orElse(null), value)));
            }
        });
    }

    private static Optional<Object> constant(WorkflowNode node, String input) {
        return node.inputs().get(input) instanceof Input.Constant constant
                ? Optional.ofNullable(constant.value())
                : Optional.empty();
    }

    /** 7 and 7.0 are the same: validation turns one into the other. */
    private static boolean same(Object a, @Nullable Object b) {
        if (a.equals(b)) {
            return true;
        }
        return a instanceof Number x
                && b instanceof Number y
                && isFinite(x)
                && isFinite(y)
                && new BigDecimal(x.toString()).compareTo(new BigDecimal(y.toString())) == 0;
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double) || Double.isFinite(number.doubleValue());
    }
}
