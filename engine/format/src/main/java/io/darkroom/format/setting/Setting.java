package io.darkroom.format.setting;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One input to set. A node is named by its id, title or class, in this order and the last two also in another case; titles may
 * hold dots.
 *
 * @param key {@code NODE.INPUT}, or {@code INPUT} where only one node has it
 * @param value a JSON value; a text takes the form that the input's widget asks for
 */
public record Setting(String key, @Nullable Object value) {
    private static final int SHOWN = 12;

    /** From least to most lenient; the first that finds something decides. */
    private static final List<BiPredicate<Map.Entry<String, WorkflowNode>, String>> NAMES = List.of(
            (node, name) -> node.getKey().equals(name),
            (node, name) -> node.getValue().title().filter(name::equals).isPresent(),
            (node, name) ->
                    node.getValue().title().filter(name::equalsIgnoreCase).isPresent(),
            (node, name) -> node.getValue().type().equals(name),
            (node, name) -> node.getValue().type().equalsIgnoreCase(name));

    /** An input of a node. */
    public record Target(String id, String input) {}

    /**
     * The workflow with this input set.
     *
     * @throws SettingException if no input or several inputs are meant, the input is linked, or the value has the wrong form
     */
    public Workflow apply(Workflow workflow, NodeTypes types) {
        Target target = target(workflow, types);
        WorkflowNode node = workflow.node(target.id()).orElseThrow();
        Object held = value instanceof String text ? Values.parse(key, text, node, target.input(), types) : value;
        return workflow.with(target.id(), node.with(target.input(), new Input.Constant(held)));
    }

    /**
     * The input that is meant.
     *
     * @throws SettingException if there is none, there are several, or it is linked
     */
    public Target target(Workflow workflow, NodeTypes types) {
        Set<Target> targets = targets(workflow, types);
        if (targets.size() != 1) {
            throw targets.isEmpty() ? unknown(workflow, types) : ambiguous(workflow, targets);
        }
        Target target = targets.iterator().next();
        WorkflowNode node = workflow.node(target.id()).orElseThrow();
        if (node.inputs().get(target.input()) instanceof Input.Link link) {
            throw new SettingException(
                    key,
                    ": input \"" + target.input() + "\" of " + named(workflow, target.id()) + " is linked to "
                            + named(workflow, link.nodeId()) + "; set the value there.");
        }
        return target;
    }

    private Set<Target> targets(Workflow workflow, NodeTypes types) {
        for (BiPredicate<Map.Entry<String, WorkflowNode>, String> names : NAMES) {
            Set<Target> targets = new LinkedHashSet<>();
            for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
                String name = key.substring(0, dot);
                String input = key.substring(dot + 1);
                workflow.nodes().entrySet().stream()
                        .filter(node -> names.test(node, name) && types.takesValue(node.getValue(), input))
                        .forEach(node -> targets.add(new Target(node.getKey(), input)));
            }
            if (!targets.isEmpty()) {
                return targets;
            }
        }
        Set<Target> targets = new LinkedHashSet<>();
        workflow.nodes().forEach((id, node) -> {
            if (types.takesValue(node, key) && !(node.inputs().get(key) instanceof Input.Link)) {
                targets.add(new Target(id, key));
            }
        });
        return targets;
    }

    private SettingException ambiguous(Workflow workflow, Set<Target> targets) {
        List<String> candidates = targets.stream()
                .map(target -> target.id() + "." + target.input()
                        + workflow.node(target.id())
                                .flatMap(WorkflowNode::title)
                                .map(title -> " (\"" + title + "\")")
                                .orElse(""))
                .toList();
        return new SettingException(key, " could mean " + listed(candidates) + "; write one of these.");
    }

    private SettingException unknown(Workflow workflow, NodeTypes types) {
        List<String> inputs = new ArrayList<>();
        workflow.nodes().forEach((id, node) -> {
            Set<String> names = new LinkedHashSet<>(node.inputs().keySet());
            types.find(node.type()).ifPresent(type -> type.inputs().forEach(slot -> names.add(slot.name())));
            names.stream()
                    .filter(name ->
                            types.takesValue(node, name) && !(node.inputs().get(name) instanceof Input.Link))
                    .forEach(name -> inputs.add(node.title().orElse(node.type()) + "." + name));
        });
        return new SettingException(
                key,
                ": the workflow has no such input. It has "
                        + listed(inputs.stream().distinct().toList()) + ".",
                inputs);
    }

    private static String named(Workflow workflow, String id) {
        return workflow.node(id)
                .map(node -> id + " \"" + node.title().orElse(node.type()) + "\"")
                .orElse(id);
    }

    private static String listed(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
