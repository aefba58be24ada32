package io.darkroom.engine.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.Limits;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostileWorkflowsTest {
    private static final int TRIES = 3_000;
    private static final List<String> NAMES =
            List.of("value", "a", "b", "which", "values", "input1", "value1", "message", "seed", "", "?");

    @Test
    void whateverAWorkflowHoldsItIsReportedAndNeverThrown() {
        long seed = System.nanoTime();
        List<String> types =
                new ArrayList<>(Toys.all().stream().map(type -> type.id()).toList());
        types.add("Nowhere");
        try (Bench bench = new Bench()) {
            Validator validator = new Validator(bench.catalogue(), Limits.DEFAULT);
            for (int i = 0; i < TRIES; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                Workflow workflow = workflow(random, types);
                assertThatCode(() -> {
                            Validation validation = validator.validate(workflow);
                            assertThat(validation.problems())
                                    .allSatisfy(problem ->
                                            assertThat(problem.sentence()).hasLineCount(1));
                            bench.run(RunRequest.of("prompt", validation));
                        })
                        .as("seed %d", seed + i)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Workflow workflow(SplittableRandom random, List<String> types) {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Map<String, Input> inputs = new LinkedHashMap<>();
            for (int k = random.nextInt(5); k > 0; k--) {
                inputs.put(NAMES.get(random.nextInt(NAMES.size())), input(random, count));
            }
            // Unknown types stop everything at once; most workflows shall get past that.
            int type = random.nextInt(30) == 0 ? types.size() - 1 : random.nextInt(types.size() - 1);
            nodes.put("" + i, new WorkflowNode(types.get(type), inputs));
        }
        return new Workflow(nodes);
    }

    private static Input input(SplittableRandom random, int count) {
        return random.nextBoolean()
                ? new Input.Link("" + random.nextInt(count + 1), random.nextInt(5) == 0 ? random.nextInt() : 0)
                : new Input.Constant(garbage(random, 3));
    }

    private static @Nullable Object garbage(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> Double.NaN;
            case 5 -> Double.POSITIVE_INFINITY;
            case 6 -> BigInteger.ONE.shiftLeft(random.nextInt(5000)).negate();
            case 7 -> "";
            case 8 -> "line\nbreak \uD800 " + random.nextInt();
            case 9 -> random.nextBoolean() ? "a" : "b";
            case 10 -> {
                List<@Nullable Object> list = new ArrayList<>();
                list.add(garbage(random, depth - 1));
                yield list;
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put(random.nextBoolean() ? "__value__" : "key", garbage(random, depth - 1));
                yield map;
            }
        };
    }

    @Test
    void aConstantNestedTenThousandDeepIsNoProblem() {
        Object deep = "bottom";
        for (int i = 0; i < 10_000; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("deeper", deep);
        }
        Object deepest = deep;
        try (Bench bench = new Bench()) {
            Flow flow = new Flow()
                    .node("1", "CountList", "values", Map.of("__value__", List.of()), "extra", deepest)
                    .node("2", "Show", "value", Flow.link("1", 0));

            assertThat(bench.run(flow).succeeded()).isTrue();
            assertThat(bench.run(flow).cached()).contains("1");
        }
    }

    @Test
    void aDeepConstantWhereANumberBelongsIsReportedInOneShortLine() {
        Object deep = "bottom";
        for (int i = 0; i < 10_000; i++) {
            deep = Map.of("deeper", deep);
        }
        try (Bench bench = new Bench()) {
            Flow flow = new Flow().node("1", "Number", "value", deep).node("2", "Show", "value", Flow.link("1", 0));

            Validation validation = new Validator(bench.catalogue(), Limits.DEFAULT).validate(flow.workflow());

            assertThat(validation.problems().get(0).sentence()).hasSizeLessThan(300);
        }
    }
}
