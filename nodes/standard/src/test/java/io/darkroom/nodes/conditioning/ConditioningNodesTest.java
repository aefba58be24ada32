package io.darkroom.nodes.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.nodes.NodeCall;
import io.darkroom.nodes.RecordingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditioningNodesTest {
    private static final Conditioning TWO = prompt(1, 2);
    private static final Conditioning THREE = prompt(10, 20, 30);

    private final RecordingContext context = new RecordingContext();

    @Test
    void combinedPromptsStandSideBySide() {
        Conditioning both = run(new ConditioningCombine(), Map.of("conditioning_1", TWO, "conditioning_2", THREE));

        assertThat(both.entries())
                .containsExactly(TWO.entries().get(0), THREE.entries().get(0));
    }

    @Test
    void concatenatedPromptsAreOneLongerPrompt() {
        Conditioning joined = run(new ConditioningConcat(), Map.of("conditioning_to", TWO, "conditioning_from", THREE));

        assertThat(tokens(joined)).containsExactly(1, 2, 10, 20, 30);
    }

    @Test
    void onlyTheFirstOfCombinedPromptsIsAppendedAndTheUserHearsIt() {
        Conditioning both = run(new ConditioningCombine(), Map.of("conditioning_1", THREE, "conditioning_2", TWO));

        Conditioning joined = run(new ConditioningConcat(), Map.of("conditioning_to", TWO, "conditioning_from", both));

        assertThat(tokens(joined)).containsExactly(1, 2, 10, 20, 30);
        assertThat(context.warnings).singleElement().asString().contains("only the first");
    }

    @Test
    void averagesFillShorterPromptsWithZerosAndCutLongerOnes() {
        Conditioning longer = run(new ConditioningAverage(), average(THREE, TWO));
        Conditioning shorter = run(new ConditioningAverage(), average(TWO, THREE));

        assertThat(tokens(longer)).containsExactly(2.5f + 0.75f, 5 + 1.5f, 7.5f);
        assertThat(tokens(shorter)).containsExactly(0.25f + 7.5f, 0.5f + 15);
        assertThat(pooled(shorter)).containsExactly(0.25f + 7.5f);
    }

    private static Map<String, Object> average(Conditioning to, Conditioning from) {
        return Map.of("conditioning_to", to, "conditioning_from", from, "conditioning_to_strength", 0.25);
    }

    @Test
    void promptsOfDifferentEncodersAreNotJoined() {
        Conditioning wide = Conditioning.of(new Conditioning.Entry(Tensor.zeros(Shape.of(1, 2, 8)), Optional.empty()));

        assertThatThrownBy(
                        () -> run(new ConditioningConcat(), Map.of("conditioning_to", TWO, "conditioning_from", wide)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("different text encoders");
    }

    @Test
    void nothingIsLeftOfAZeroedPrompt() {
        Conditioning zeroed = run(new ConditioningZeroOut(), Map.of("conditioning", TWO));

        assertThat(tokens(zeroed)).containsExactly(0, 0);
        assertThat(pooled(zeroed)).containsExactly(0);
    }

    @Test
    void areasAreCountedInLatentCells() {
        Conditioning placed = run(
                new ConditioningSetArea(),
                Map.of("conditioning", TWO, "width", 64, "height", 72, "x", 16, "y", 20, "strength", 0.5));

        assertThat(placed.entries().get(0).area())
                .contains(new Conditioning.Area(9, 8, 2, 2, Conditioning.Area.Unit.CELLS));
        assertThat(placed.entries().get(0).strength()).isEqualTo(0.5);
    }

    private Conditioning run(Node<?, ?> node, Map<String, ?> inputs) {
        return (Conditioning) NodeCall.run(node, inputs, context).get(0);
    }

    private static Conditioning prompt(float... tokens) {
        Tensor values = Tensor.of(Shape.of(1, tokens.length, 1), tokens);
        return new Conditioning(List.of(
                new Conditioning.Entry(values, Optional.of(Tensor.of(Shape.of(1, 1), tokens[0])))));
    }

    private static float[] tokens(Conditioning conditioning) {
        return conditioning.entries().get(0).tokens().toArray();
    }

    private static float[] pooled(Conditioning conditioning) {
        return conditioning.entries().get(0).pooled().orElseThrow().toArray();
    }
}
