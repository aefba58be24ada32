package io.darkroom.engine.validate;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.catalogue.PassedConstants;
import io.darkroom.engine.names.Brief;
import io.darkroom.engine.validate.Problem.Kind;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one node after another: links, constants, and what the node's author checks. */
final class NodeCheck {
    private final Workflow workflow;
    private final Catalogue catalogue;
    private final Findings findings;
    private final ChoiceCheck choices;

    NodeCheck(Workflow workflow, Catalogue catalogue, Findings findings) {
        this.workflow = workflow;
        this.catalogue = catalogue;
        this.findings = findings;
        this.choices = new ChoiceCheck(catalogue.folders());
    }

    /** The node with its constants as they run. */
    WorkflowNode check(NodeUnderCheck checked) {
        int before = findings.problems().size();
        Map<String, Input> inputs = new LinkedHashMap<>(checked.node().inputs());
        try {
            checkInputs(checked, inputs);
        } catch (RuntimeException e) {
            report(checked, e); // a list or folder that cannot be read
        }
        WorkflowNode converted = checked.node().with(inputs);
        if (findings.problems().size() == before) {
            askAuthor(checked, converted);
        }
        return converted;
    }

    private void checkInputs(NodeUnderCheck checked, Map<String, Input> inputs) {
        for (InputSlot slot : checked.type().inputs()) {
            Input input = inputs.get(slot.name());
            if (slot.presence() == Presence.HIDDEN) {
                continue; // ComfyUI never checks them
            }
            if (input instanceof Input.Link link) {
                checkLink(checked, slot.name(), checked.type().is(Trait.CHECKS_LINKS) ? "*" : slot.type(), link);
            } else if (input instanceof Input.Constant constant) {
                inputs.put(slot.name(), new Input.Constant(constant(checked, slot, constant.value())));
            } else if (slot.presence() == Presence.REQUIRED) {
                findings.atInput(
                        checked,
                        slot.name(),
                        Kind.REQUIRED_INPUT_MISSING,
                        "Required input is missing",
                        slot.name(),
                        Map.of(),
                        "is missing; " + (slot.widget().isPresent() ? "set it." : "link a " + slot.type() + " to it."));
            }
        }
        inputs.forEach((name, input) -> {
            if (input instanceof Input.Link link && isUndeclared(checked.type(), name)) {
                checkLink(checked, name, "*", link);
                if (!PassedConstants.passes(checked.type(), name)) {
                    findings.remark(checked.named() + " has no input \"" + Brief.oneLine(name)
                            + "\"; what is linked to it is not used.");
                }
            }
        });
    }

    private static boolean isUndeclared(NodeType type, String name) {
        return type.input(name)
                .filter(slot -> slot.presence() != Presence.HIDDEN)
                .isEmpty();
    }

    private void checkLink(NodeUnderCheck checked, String input, String type, Input.Link link) {
        WorkflowNode source = workflow.nodes().get(link.nodeId());
        List<Object> received = List.of(link.nodeId(), link.slot());
        if (source == null) {
            findings.atInput(
                    checked,
                    input,
                    Kind.LINKED_NODE_MISSING,
                    "Linked node does not exist",
                    input + ": " + Brief.oneLine(link.nodeId()),
                    Map.of("received_value", received),
                    "is linked to node " + Brief.oneLine(link.nodeId())
                            + ", which the workflow does not have; link it to another.");
            return;
        }
        Optional<NodeType> sourceType = catalogue.find(source.type());
        if (sourceType.isEmpty()) {
            return; // reported at the source
        }
        NodeUnderCheck linked = new NodeUnderCheck(link.nodeId(), source, sourceType.get());
        List<OutputSlot> outputs = linked.type().outputs();
        if (link.slot() < 0 || link.slot() >= outputs.size()) {
            findings.atInput(
                    checked,
                    input,
                    Kind.LINKED_SLOT_OUT_OF_RANGE,
                    "Linked node has no such output",
                    input + ": output " + link.slot() + " of " + outputs.size(),
                    Map.of("received_value", received),
                    "is linked to output " + link.slot() + " of " + decapitalised(linked) + ", which has "
                            + (outputs.isEmpty() ? "none." : "outputs 0 to " + (outputs.size() - 1) + "."));
            return;
        }
        String given = outputs.get(link.slot()).type();
        if (!SocketMatch.matches(given, type)) {
            Map<String, @Nullable Object> facts = new HashMap<>();
            facts.put("received_type", given);
            facts.put("linked_node", received);
            findings.atInput(
                    checked,
                    input,
                    Kind.RETURN_TYPE_MISMATCH,
                    "Return type mismatch between linked nodes",
                    input + ", received_type(" + given + ") mismatch input_type(" + type + ")",
                    facts,
                    "takes " + type + ", but is linked to " + given + " of " + decapitalised(linked) + ".");
        }
    }

    private static String decapitalised(NodeUnderCheck node) {
        return "n" + node.named().substring(1);
    }

    private @Nullable Object constant(NodeUnderCheck checked, InputSlot slot, @Nullable Object given) {
        Object value = given;
        if (given instanceof Map<?, ?> map && map.containsKey("__value__")) {
            value = map.get("__value__"); // how a file writes a list that is no link
        } else if (given instanceof List<?>) {
            findings.atInput(
                    checked,
                    slot.name(),
                    Kind.BAD_LINKED_INPUT,
                    "Bad linked input, must be a length-2 list of [node_id, slot_index]",
                    slot.name(),
                    Map.of("received_value", given),
                    "is " + Brief.of(given) + "; a link is a list of a node's id and the number of its output.");
            return given;
        }
        if (value == null && slot.presence() == Presence.OPTIONAL) {
            return null;
        }
        Optional<Widget> widget = slot.widget();
        boolean left = checked.type().is(Trait.CHECKS_CONSTANTS);
        if (!left && widget.isPresent() && widget.get() instanceof Widget.Choice choice) {
            return choices.check(checked, slot, choice, value, findings);
        }
        Conversion converted = Conversion.to(slot.type(), value);
        if (converted.fault().isPresent()) {
            Map<String, @Nullable Object> facts = received(value);
            facts.put("exception_message", converted.fault().get());
            findings.atInput(
                    checked,
                    slot.name(),
                    Kind.INVALID_INPUT_TYPE,
                    "Failed to convert an input value to a " + slot.type() + " value",
                    slot.name() + ", " + Brief.of(value) + ", "
                            + converted.fault().get(),
                    facts,
                    "is " + Brief.of(value) + ", which is no " + slot.type() + ": "
                            + converted.fault().get() + ".");
            return value;
        }
        if (!left && widget.isPresent()) {
            checkRange(checked, slot, widget.get(), converted.value());
        }
        return converted.value();
    }

    private void checkRange(NodeUnderCheck checked, InputSlot slot, Widget widget, @Nullable Object value) {
        if (widget instanceof Widget.Whole range && value instanceof Number number) {
            BigInteger whole = number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
            outside(checked, slot, number, whole, range.min(), range.max());
        } else if (widget instanceof Widget.Real range && value instanceof Double real) {
            outside(checked, slot, real, real, range.min(), range.max());
        }
    }

    private <T extends Comparable<T>> void outside(
            NodeUnderCheck checked, InputSlot slot, Number received, T value, T min, T max) {
        boolean small = value.compareTo(min) < 0;
        if (small || value.compareTo(max) > 0) {
            findings.atInput(
                    checked,
                    slot.name(),
                    small ? Kind.VALUE_SMALLER_THAN_MIN : Kind.VALUE_BIGGER_THAN_MAX,
                    "Value " + value + (small ? " smaller than min of " + min : " bigger than max of " + max),
                    slot.name(),
                    received(received),
                    "is " + value + "; it must be between " + min + " and " + max + ".");
        }
    }

    private void askAuthor(NodeUnderCheck checked, WorkflowNode converted) {
        try {
            Map<String, String> wrong = checked.type()
                    .behaviour()
                    .check(PassedConstants.of(checked.type(), converted), linkedTypes(converted));
            wrong.forEach((input, sentence) -> findings.atInput(
                    checked,
                    input,
                    Kind.CUSTOM_VALIDATION_FAILED,
                    "Custom validation failed for node",
                    input + " - " + sentence,
                    Map.of(),
                    "is refused: " + sentence));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report(checked, e);
        } catch (Exception | StackOverflowError | LinkageError e) {
            report(checked, e);
        }
    }

    /** The socket types of what a node without a fault in its links is linked to. */
    private Map<String, String> linkedTypes(WorkflowNode node) {
        Map<String, String> types = new LinkedHashMap<>();
        node.inputs().forEach((name, input) -> {
            if (input instanceof Input.Link link) {
                workflow.node(link.nodeId())
                        .flatMap(source -> catalogue.find(source.type()))
                        .ifPresent(source -> types.put(
                                name, source.outputs().get(link.slot()).type()));
            }
        });
        return types;
    }

    private void report(NodeUnderCheck checked, Throwable thrown) {
        String text = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("exception_message", text);
        facts.put("exception_type", thrown.getClass().getName());
        findings.add(new Problem(
                Optional.of(checked.id()),
                checked.type().id(),
                Kind.EXCEPTION_DURING_VALIDATION,
                "Exception when validating node",
                text,
                Optional.empty(),
                facts,
                checked.named() + " cannot be checked: " + Brief.oneLine(text)));
    }

    private static Map<String, @Nullable Object> received(@Nullable Object value) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("received_value", value);
        return facts;
    }
}
