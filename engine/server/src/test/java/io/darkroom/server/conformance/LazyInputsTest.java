package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.conformance.Graph.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LazyInputsTest extends OverTheWire {
    private final Node black = graph.image("BLACK");
    private final Node white = graph.image("WHITE");
    private final Node mask = graph.mask(0);
    private final Node mix = graph.node("TestLazyMixImages", "image1", black, "image2", white, "mask", mask);
    private final Node output = graph.preview(mix);

    @ParameterizedTest
    @CsvSource({"0, 0, true, false", "1, 255, false, true", "0.5, 127, true, true"})
    void onlyThePicturesThatAreSeenAreMade(double value, int grey, boolean left, boolean right) {
        mask.set("value", value);

        Followed run = client.run(graph);

        assertThat(run.greys(output)).containsExactly(grey);
        assertThat(run.didRun(black)).isEqualTo(left);
        assertThat(run.didRun(white)).isEqualTo(right);
    }

    @Test
    void aNodeThatWaitedForWhatItAskedForStartsAgain() {
        mask.set("value", 0.5);

        assertThat(client.run(graph).frames("executing").stream()
                        .filter(frame -> mix.id().equals(frame.data().get("node"))))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"true, true, false", "false, false, true"})
    void anInputMayBeAskedForAfterAWait(boolean condition, boolean left, boolean right) {
        Graph slow = new Graph();
        Node first = slow.grey(0.1);
        Node second = slow.grey(0.2);
        Node check = slow.node("TestAsyncLazyCheck", "input1", first, "input2", second, "condition", condition);
        Node shown = slow.preview(check);

        Followed run = client.run(slow);

        assertThat(run.greys(shown)).containsExactly(255);
        assertThat(run.didRun(first)).isEqualTo(left);
        assertThat(run.didRun(second)).isEqualTo(right);
    }
}
