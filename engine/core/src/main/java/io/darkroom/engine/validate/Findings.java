package io.darkroom.engine.validate;

import io.darkroom.engine.validate.Problem.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what one validation finds. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Set<String> badNodes = new LinkedHashSet<>();

    void add(Problem problem) {
        problems.add(problem);
        problem.nodeId().ifPresent(badNodes::add);
    }

    void remark(String sentence) {
        remarks.add(sentence);
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> remarks() {
        return remarks;
    }

    Set<String> badNodes() {
        return badNodes;
    }

    /** Reports on one input of one node. */
    void atInput(
            NodeUnderCheck node,
            String input,
            Kind kind,
            String message,
            String details,
            Map<String, @Nullable Object> facts,
            String what) {
        add(new Problem(
                Optional.of(node.id()),
                node.type().id(),
                kind,
                message,
                details,
                Optional.of(input),
                facts,
                node.named() + ": input \"" + input + "\" " + what));
    }
}
