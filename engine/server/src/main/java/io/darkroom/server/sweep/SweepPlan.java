package io.darkroom.server.sweep;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.graph.WorkflowGraph;
import io.darkroom.engine.names.Nearest;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Validation;
import io.darkroom.format.setting.NodeTypes;
import io.darkroom.format.setting.Setting;
import io.darkroom.format.setting.SettingException;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.sweep.SweepAxis.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All cells of a sweep, checked. They come in the order in which they are best run: what lies furthest upstream, such as a
 * checkpoint, changes last, so that its results are shared.
 */
final class SweepPlan {
    private static final int SENTENCES = 5;

    private final Workflow workflow;
    private final List<SweepAxis> axes;
    private final NodeTypes types;
    private final Function<Workflow, Validation> check;
    private final Map<String, Set<Setting.Target>> targets = new HashMap<>(); // by axis
    private final Set<String> problems = new LinkedHashSet<>();

    private SweepPlan(Workflow workflow, List<SweepAxis> axes, NodeTypes types, Function<Workflow, Validation> check) {
        this.workflow = workflow;
        this.axes = axes;
        this.types = types;
        this.check = check;
    }

    /**
     * The cells of a sweep, each of them ready to run.
     *
     * @param check says what is wrong with a workflow
     * @throws HttpProblem 400 if any cell cannot run; names axis and value
     */
    static List<SweepCell> cells(
            Workflow workflow,
            List<SweepAxis> axes,
            NodeTypes types,
            Function<Workflow, Validation> check,
            SweepLimits limits) {
        long count = 1;
        for (SweepAxis axis : axes) {
            count *= axis.values().size();
        }
        if (count > limits.cells()) {
            throw HttpProblem.badRequest(
                    "sweep_too_large",
                    "Sweep: "
                            + String.join(
                                    " x ",
                                    axes.stream()
                                            .map(axis -> Integer.toString(
                                                    axis.values().size()))
                                            .toList())
                            + " values make " + count + " pictures; the limit is " + limits.cells()
                            + ". Give fewer values, or submit several sweeps.",
                    "/sweep");
        }
        return new SweepPlan(workflow, axes, types, check).cells();
    }

    private List<SweepCell> cells() {
        axes.forEach(this::tryEachValueAlone);
        refuseSharedInputs();
        refuseIfWrong();
        List<SweepCell> cells = new ArrayList<>();
        List<SweepAxis> slowestFirst = axes.stream()
                .sorted(Comparator.comparingInt(this::reach)
                        .reversed()
                        .thenComparing(Comparator.comparingInt(axes::indexOf).reversed()))
                .toList();
        combine(slowestFirst, 0, new HashMap<>(), cells);
        refuseIfWrong();
        return List.copyOf(cells);
    }

    /** Finds what each axis sets. A value that cannot even be set is told once, not in every cell. */
    private void tryEachValueAlone(SweepAxis axis) {
        Set<String> inputs = axis.values().get(0).settings().keySet();
        if (inputs.isEmpty()) {
            problems.add("axis \"" + axis.name() + "\" sets no input; give at least one.");
        }
        for (Value value : axis.values()) {
            Set<String> set = value.settings().keySet();
            if (!set.equals(inputs)) { // an input that is left out would keep whatever value the workflow had
                problems.add(named(axis, value) + ": it sets " + set + ", but the first value sets " + inputs
                        + "; all values of an axis must set the same inputs.");
                continue;
            }
            try {
                set(workflow, value);
                Set<Setting.Target> found = targets.computeIfAbsent(axis.name(), name -> new LinkedHashSet<>());
                value.settings().forEach((key, held) -> found.add(new Setting(key, held).target(workflow, types)));
            } catch (SettingException e) {
                problems.add(named(axis, value) + ": " + e.getMessage() + Nearest.question(e.key(), e.names()));
            }
        }
    }

    /** The later axis would overwrite the earlier, and the sheet would show differences that are none. */
    private void refuseSharedInputs() {
        Map<Setting.Target, SweepAxis> owners = new HashMap<>();
        for (SweepAxis axis : axes) {
            for (Setting.Target target : targets(axis)) {
                SweepAxis other = owners.putIfAbsent(target, axis);
                if (other != null) {
                    problems.add("axes \"" + other.name() + "\" and \"" + axis.name() + "\" both set input \""
                            + target.input() + "\" of node " + target.id() + "; leave one of them out.");
                }
            }
        }
    }

    private Workflow set(Workflow start, Value value) {
        Workflow changed = start;
        for (Map.Entry<String, @Nullable Object> setting : value.settings().entrySet()) {
            changed = new Setting(setting.getKey(), setting.getValue()).apply(changed, types);
        }
        return changed;
    }

    /** How many nodes must run again when this axis changes. */
    private int reach(SweepAxis axis) {
        List<String> nodes = targets(axis).stream().map(Setting.Target::id).toList();
        return WorkflowGraph.of(workflow).dependents(nodes).size();
    }

    private Set<Setting.Target> targets(SweepAxis axis) {
        return targets.getOrDefault(axis.name(), Set.of());
    }

    private void combine(List<SweepAxis> order, int depth, Map<SweepAxis, Integer> chosen, List<SweepCell> cells) {
        if (depth == order.size()) {
            cells.add(cell(chosen));
            return;
        }
        SweepAxis axis = order.get(depth);
        for (int i = 0; i < axis.values().size(); i++) {
            chosen.put(axis, i);
            combine(order, depth + 1, chosen, cells);
        }
    }

    private SweepCell cell(Map<SweepAxis, Integer> chosen) {
        Workflow changed = workflow;
        int place = 0;
        List<String> labels = new ArrayList<>();
        for (int a = axes.size() - 1; a >= 0; a--) { // the first axis, the columns, counts fastest
            place = place * axes.get(a).values().size() + chosen.getOrDefault(axes.get(a), 0);
        }
        for (SweepAxis axis : axes) {
            Value value = axis.values().get(chosen.getOrDefault(axis, 0));
            labels.add(value.label());
            changed = set(changed, value);
        }
        Validation validation = check.apply(changed);
        validation.problems().forEach(problem -> problems.add(sentence(problem, chosen)));
        return new SweepCell(place, labels, validation.workflow(), validation.goodOutputs());
    }

    private String sentence(Problem problem, Map<SweepAxis, Integer> chosen) {
        for (SweepAxis axis : axes) {
            boolean blamed = targets(axis).stream()
                    .anyMatch(target -> problem.nodeId()
                                    .filter(target.id()::equals)
                                    .isPresent()
                            && problem.input().filter(target.input()::equals).isPresent());
            if (blamed) {
                return named(axis, axis.values().get(chosen.getOrDefault(axis, 0))) + ": " + problem.sentence();
            }
        }
        return problem.sentence();
    }

    private static String named(SweepAxis axis, Value value) {
        return "axis \"" + axis.name() + "\", value " + value.label();
    }

    private void refuseIfWrong() {
        if (!problems.isEmpty()) {
            List<String> told = problems.stream().limit(SENTENCES).toList();
            int more = problems.size() - told.size();
            throw HttpProblem.badRequest(
                    "invalid_sweep",
                    "Sweep: " + String.join(" ", told) + (more > 0 ? " And " + more + " more like these." : ""),
                    "/sweep");
        }
    }
}
