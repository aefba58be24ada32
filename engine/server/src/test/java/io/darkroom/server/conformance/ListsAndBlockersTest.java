package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.conformance.Graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListsAndBlockersTest extends OverTheWire {
    @Test
    void anAverageTakesInputsThatItDoesNotDeclare() {
        Node average = graph.node(
                "TestVariadicAverage",
                "input1",
                graph.grey(0.25),
                "input2",
                graph.grey(0.5),
                "input3",
                graph.grey(0.75));
        Node output = graph.preview(average);

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.5));
    }

    @Test
    void eachValueOfAListRunsWhatFollows() {
        Node list = graph.node(
                "TestMakeListNode", "value1", graph.grey(0.25), "value2", graph.grey(0.5), "value3", graph.grey(0.75));
        Node output = graph.preview(list);

        assertThat(client.run(graph).greys(output))
                .containsExactly(Followed.grey(0.25), Followed.grey(0.5), Followed.grey(0.75));
    }

    @Test
    void shorterListsRepeatTheirLast() {
        Node images = graph.node("TestMakeListNode", "value1", graph.grey(0.25), "value2", graph.grey(0.5));
        Node factors = graph.node(
                "TestMakeListNode", "value1", graph.real(1), "value2", graph.real(0.5), "value3", graph.real(0.25));
        Node scaled = graph.node("TestIsChangedWithConstants", "image", images, "value", factors);
        Node output = graph.preview(scaled);

        assertThat(client.run(graph).greys(output))
                .containsExactly(Followed.grey(0.25), Followed.grey(0.25), Followed.grey(0.125));
    }

    @Test
    void batchesAreMadeAndTakenApart() {
        Node list = graph.node("TestMakeListNode", "value1", graph.grey(0.25), "value2", graph.grey(0.5));
        Node output = graph.preview(graph.node("RebatchImages", "images", list, "batch_size", 4));

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.25), Followed.grey(0.5));
    }

    @Test
    void aSilentBlockerKeepsWhatFollowsFromRunningAndThePromptEndsWell() {
        Node blocker = blocker(true, false);
        Node output = graph.preview(blocker);
        Node other = graph.preview(graph.image("BLACK"));

        Followed run = client.run(graph);

        assertThat(run.hasPictures(output)).isFalse();
        assertThat(run.greys(other)).containsExactly(0);
        assertThat(run.blocks()).isEmpty();
        assertThat(run.status()).isEqualTo("success");
    }

    @Test
    void aVerboseBlockerIsToldOnceAndThePromptEndsWell() {
        Node blocker = blocker(true, true);
        Node output = graph.preview(blocker);

        Followed run = client.run(graph);

        assertThat(run.hasPictures(output)).isFalse();
        assertThat(run.blocks()).containsExactly("Execution Blocked: Blocked Execution");
        assertThat(run.types()).contains("execution_success");
        assertThat(run.status()).isEqualTo("success");
        assertThat(String.valueOf(run.history().value())).doesNotContain("ExecutionBlocked");
    }

    @Test
    void aBlockerThatDoesNotBlockPassesItsValueOn() {
        Node output = graph.preview(blocker(false, true));

        assertThat(client.run(graph).greys(output)).containsExactly(255);
    }

    @Test
    void aBlockedElementOfAListLeavesTheOthers() {
        Node blocks = graph.node(
                "TestMakeListNode",
                "value1",
                graph.node("TestToBoolNode", "value", graph.whole(0)),
                "value2",
                graph.node("TestToBoolNode", "value", graph.whole(1)));
        Node blocker =
                graph.node("TestExecutionBlocker", "input", graph.image("WHITE"), "block", blocks, "verbose", false);
        Node output = graph.preview(blocker);

        assertThat(client.run(graph).greys(output)).containsExactly(255);
    }

    @Test
    void anOutputThatOthersTakeRunsAndPassesItsPictureOn() {
        Node first = graph.node("TestOutputNodeWithSocketOutput", "image", graph.image("WHITE"), "value", 0.5);
        Node second = graph.node("TestOutputNodeWithSocketOutput", "image", first, "value", 0.5);
        Node output = graph.preview(second);

        Followed run = client.run(graph);

        assertThat(run.didRun(first)).isTrue();
        assertThat(run.greys(output)).containsExactly(Followed.grey(0.25));
    }

    @Test
    void anOutputIsRunForTheOneThatTakesItThoughItWasNotAskedFor() {
        Node first = graph.node("TestOutputNodeWithSocketOutput", "image", graph.image("WHITE"), "value", 0.5);
        Node output = graph.preview(first);
        Node other = graph.node("TestOutputNodeWithSocketOutput", "image", graph.image("BLACK"), "value", 0.5);

        Followed run = client.run(graph, List.of(output.id()));

        assertThat(run.didRun(first)).isTrue();
        assertThat(run.didRun(other)).isFalse();
    }

    private Node blocker(boolean block, boolean verbose) {
        return graph.node("TestExecutionBlocker", "input", graph.image("WHITE"), "block", block, "verbose", verbose);
    }
}
