package io.darkroom.engine.validate;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.Widget;
import io.darkroom.engine.names.Brief;
import io.darkroom.engine.names.Nearest;
import io.darkroom.engine.validate.Problem.Kind;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks values of combos. Asks each list and each missing file once, however many nodes use it. */
final class ChoiceCheck {
    private static final int LISTED = 20; // from there on ComfyUI gives the length of the list only

    private final Folders folders;
    private final IdentityHashMap<Widget.Choice, List<String>> options = new IdentityHashMap<>();
    private final Map<File, Answer> files = new HashMap<>();

    ChoiceCheck(Folders folders) {
        this.folders = folders;
    }

    /** The value that runs; reports it if the list does not have it. */
    @Nullable
    Object check(NodeUnderCheck node, InputSlot slot, Widget.Choice choice, @Nullable Object value, Findings findings) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            if (choice.folder().isPresent()) {
                Answer answer = files.computeIfAbsent(new File(choice.folder().get(), text), this::look);
                if (answer.found.isPresent()) {
                    answer.found.get().remark().ifPresent(remark -> findings.remark(node.named() + ": " + remark));
                    return answer.found.get().name();
                }
                if (!options(choice).contains(text)) {
                    report(node, slot, choice, value, "is " + Brief.of(value) + ". " + answer.fault, findings);
                }
                return text;
            }
            if (options(choice).contains(text)) {
                return text;
            }
        }
        report(node, slot, choice, value, "is " + Brief.of(value) + "; " + allowed(value, options(choice)), findings);
        return value;
    }

    private Answer look(File file) {
        try {
            return new Answer(Optional.of(folders.find(file.folder, file.name)), "");
        } catch (NodeException e) {
            return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private List<String> options(Widget.Choice choice) {
        return options.computeIfAbsent(choice, asked -> asked.options().get());
    }

    private void report(
            NodeUnderCheck node,
            InputSlot slot,
            Widget.Choice choice,
            @Nullable Object value,
            String what,
            Findings findings) {
        List<String> all = options(choice);
        String list = all.size() > LISTED
                ? "(list of length " + all.size() + ")"
                : all.stream().map(ChoiceCheck::quoted).collect(Collectors.joining(", ", "[", "]"));
        String received = value instanceof String text ? quoted(text) : Brief.of(value);
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("received_value", value);
        findings.atInput(
                node,
                slot.name(),
                Kind.VALUE_NOT_IN_LIST,
                "Value not in list",
                slot.name() + ": " + received + " not in " + list,
                facts,
                what);
    }

    private static String allowed(@Nullable Object value, List<String> all) {
        if (all.isEmpty()) {
            return "there is nothing to choose from.";
        }
        String asked = String.valueOf(value instanceof String ? value : Brief.of(value));
        return all.size() > LISTED
                ? "it must be one of " + all.size() + " names." + Nearest.question(asked, all)
                : "it must be one of " + String.join(", ", all) + "." + Nearest.question(asked, all);
    }

    private static String quoted(String text) {
        return "'" + Brief.oneLine(text) + "'";
    }

    private record File(String folder, String name) {}

    private record Answer(Optional<Folders.Found> found, String fault) {}
}
