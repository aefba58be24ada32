package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Random graphs, run by the engine and by a naive recursive evaluator that knows neither plans nor caches. */
class RandomGraphTest {
    private static final int GRAPHS = 150;
    private static final int NODES = 25;

    /** A node of a random graph: its type and, for each input, the index of an earlier node or a constant. */
    private record Step(String type, List<Object> inputs) {}

    private record Source(int index) {}

    @Test
    void theEngineAgreesWithTheNaiveEvaluatorFreshAndFromItsCache() {
        long seed = System.nanoTime();
        try (Bench bench = new Bench(UnaryOperator.identity())) {
            for (int graph = 0; graph < GRAPHS; graph++) {
                SplittableRandom random = new SplittableRandom(seed + graph);
                List<Step> steps = steps(random);
                agrees(bench, steps, "seed " + (seed + graph) + ", fresh");
                steps.set(0, new Step("Text", List.of("changed")));
                agrees(bench, steps, "seed " + (seed + graph) + ", one constant changed");
            }
        }
    }

    private static void agrees(Bench bench, List<Step> steps, String description) {
        Flow flow = new Flow();
        for (int i = 0; i < steps.size(); i++) {
            flow.node("n" + i, steps.get(i).type(), arguments(steps.get(i)));
            flow.node("show" + i, "Show", "value", link("n" + i, 0));
        }

        RunResult result = bench.run(flow);

        assertThat(result.succeeded()).as(description).isTrue();
        Map<Integer, List<String>> known = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Object> expected = new ArrayList<>(naive(steps, i, known));
            assertThat(bench.shown("show" + i))
                    .as("%s, node %s of %s", description, i, steps)
                    .isEqualTo(expected);
        }
    }

    private static List<Step> steps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>(List.of(new Step("Text", List.of("start"))));
        while (steps.size() < NODES) {
            steps.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Step("Text", List.of("t" + random.nextInt(3)));
                        case 1 -> new Step("MakeList", inputs(random, steps.size(), random.nextInt(4)));
                        case 2 -> new Step("CountList", inputs(random, steps.size(), 1));
                        case 3 -> new Step("Same", inputs(random, steps.size(), 1));
                        case 4 -> pick(random, steps.size());
                        default -> new Step("Join", inputs(random, steps.size(), 2));
                    });
        }
        return steps;
    }

    private static Step pick(SplittableRandom random, int size) {
        List<Object> inputs = new ArrayList<>(List.of(random.nextBoolean() ? "a" : "b"));
        inputs.addAll(inputs(random, size, 2));
        return new Step("LazyPick", inputs);
    }

    private static List<Object> inputs(SplittableRandom random, int size, int count) {
        List<Object> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(random.nextInt(5) == 0 ? "c" + random.nextInt(3) : new Source(random.nextInt(size)));
        }
        return inputs;
    }

    private static Object[] arguments(Step step) {
        String[] names = switch (step.type()) {
            case "LazyPick" -> new String[] {"which", "a", "b"};
            case "MakeList" -> new String[] {"value1", "value2", "value3"};
            case "CountList" -> new String[] {"values"};
            case "Join" -> new String[] {"a", "b"};
            default -> new String[] {"value"};
        };
        Object[] arguments = new Object[2 * step.inputs().size()];
        for (int i = 0; i < step.inputs().size(); i++) {
            arguments[2 * i] = names[i];
            arguments[2 * i + 1] = step.inputs().get(i) instanceof Source source
                    ? link("n" + source.index(), 0)
                    : step.inputs().get(i);
        }
        return arguments;
    }

    private static List<String> naive(List<Step> steps, int index, Map<Integer, List<String>> known) {
        List<String> done = known.get(index);
        if (done != null) {
            return done;
        }
        Step step = steps.get(index);
        List<List<String>> inputs = new ArrayList<>();
        for (Object input : step.inputs()) {
            inputs.add(
                    input instanceof Source source
                            ? naive(steps, source.index(), known)
                            : List.of(String.valueOf(input)));
        }
        List<String> result = step.type().equals("LazyPick") ? lazy(inputs) : mapped(step.type(), inputs);
        known.put(index, result);
        return result;
    }

    /** The side that is not picked takes no part, its length included. */
    private static List<String> lazy(List<List<String>> inputs) {
        return inputs.get(inputs.get(0).get(0).equals("a") ? 1 : 2);
    }

    private static List<String> mapped(String type, List<List<String>> inputs) {
        if (type.equals("CountList")) {
            return List.of(String.valueOf(inputs.get(0).size()));
        }
        List<String> result = new ArrayList<>();
        for (int call = 0; call < calls(inputs); call++) {
            List<String> values = new ArrayList<>();
            for (List<String> input : inputs) {
                values.add(input.get(Math.min(call, input.size() - 1)));
            }
            if (type.equals("MakeList")) {
                result.addAll(values);
            } else {
                result.add(String.join("", values));
            }
        }
        return result;
    }

    private static int calls(List<List<String>> inputs) {
        return inputs.stream().anyMatch(List::isEmpty)
                ? 0
                : inputs.stream().mapToInt(List::size).max().orElse(1);
    }
}
