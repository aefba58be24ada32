package io.darkroom.format.prompt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.prompt.SeedControl.Mode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedControlTest {
    private static final BigInteger LAST = new BigInteger("18446744073709551615");

    private static Workflow workflow(String input, Object value) {
        return new Workflow(Map.of("3", new WorkflowNode("KSampler", Map.of(input, new Input.Constant(value)))));
    }

    private static Object advance(Object value, Mode mode, Widget widget, int times) {
        Workflow advanced =
                SeedControl.advance(workflow("x", value), List.of(new SeedControl("3", "x", mode, widget)), times);
        Input.Constant constant = (Input.Constant)
                requireNonNull(advanced.node("3").orElseThrow().inputs().get("x"));
        return requireNonNull(constant.value());
    }

    @Test
    void withoutAControlEverySeedCountsUp() {
        Workflow workflow = workflow("noise_seed", 7L)
                .with("4", workflow("steps", 20L).node("3").orElseThrow());

        Workflow third = SeedControl.advance(workflow, SeedControl.defaults(workflow), 2);

        assertThat(third.node("3").orElseThrow().inputs()).containsEntry("noise_seed", new Input.Constant(9L));
        assertThat(third.node("4").orElseThrow().inputs()).containsEntry("steps", new Input.Constant(20L));
    }

    @Test
    void aLinkedSeedStaysLinked() {
        Workflow workflow = new Workflow(Map.of("3", new WorkflowNode("A", Map.of("seed", new Input.Link("1", 0)))));

        assertThat(SeedControl.defaults(workflow)).isEmpty();
        assertThat(SeedControl.advance(
                        workflow, List.of(new SeedControl("3", "seed", Mode.INCREMENT, Widget.Whole.seed())), 1))
                .isEqualTo(workflow);
    }

    @Test
    void theSeedAfterTheLastIsZeroAndBeforeZeroTheLast() {
        assertThat(advance(LAST, Mode.INCREMENT, Widget.Whole.seed(), 1)).isEqualTo(0L);
        assertThat(advance(0L, Mode.DECREMENT, Widget.Whole.seed(), 1)).isEqualTo(LAST);
        assertThat(advance(Long.MAX_VALUE, Mode.INCREMENT, Widget.Whole.seed(), 1))
                .isEqualTo(new BigInteger("9223372036854775808"));
    }

    @Test
    void fixedStaysAndTheFirstRunIsTheFileItself() {
        assertThat(advance(5L, Mode.FIXED, Widget.Whole.seed(), 3)).isEqualTo(5L);
        assertThat(advance(5L, Mode.RANDOMIZE, Widget.Whole.seed(), 0)).isEqualTo(5L);
    }

    @Test
    void randomSeedsFollowFromTheSeedBeforeThem() {
        Object second = advance(5L, Mode.RANDOMIZE, Widget.Whole.seed(), 1);
        Object third = advance(5L, Mode.RANDOMIZE, Widget.Whole.seed(), 2);

        assertThat(advance(second, Mode.RANDOMIZE, Widget.Whole.seed(), 1)).isEqualTo(third);
        assertThat(second).isNotEqualTo(third).isNotEqualTo(advance(6L, Mode.RANDOMIZE, Widget.Whole.seed(), 1));
        assertThat((long) third).isBetween(0L, 1L << 50);
    }

    @Test
    void stepsAreKept() {
        Widget widget = new Widget.Whole(
                BigInteger.ZERO, BigInteger.valueOf(16), BigInteger.valueOf(64), BigInteger.valueOf(8), true);

        assertThat(advance(32L, Mode.INCREMENT, widget, 2)).isEqualTo(48L);
        assertThat(advance(64L, Mode.INCREMENT, widget, 1)).isEqualTo(16L);
        assertThat((long) advance(32L, Mode.RANDOMIZE, widget, 1) % 8).isZero();
    }

    @Test
    void fractionsAreCountedInSteps() {
        Widget widget = new Widget.Real(0, 0, 1, 0.1, OptionalDouble.empty());

        assertThat(advance(0.0, Mode.INCREMENT, widget, 3)).isEqualTo(0.3);
        assertThat(advance(Double.NaN, Mode.INCREMENT, widget, 3)).isEqualTo(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"INCREMENT, 1, c", "INCREMENT, 5, c", "INCREMENT_WRAP, 2, a", "DECREMENT, 9, a", "FIXED, 3, b"})
    void choicesMoveThroughTheirList(Mode mode, int times, String expected) {
        assertThat(advance("b", mode, Widget.Choice.of("a", "b", "c"), times)).isEqualTo(expected);
    }

    @Test
    void aChoiceThatIsNotInTheListStays() {
        assertThat(advance("z", Mode.RANDOMIZE, Widget.Choice.of("a"), 1)).isEqualTo("z");
    }

    @Test
    void valuesOfAnotherKindStay() {
        assertThat(advance("seven", Mode.INCREMENT, Widget.Whole.seed(), 1)).isEqualTo("seven");
    }
}
