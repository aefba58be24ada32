package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.conformance.Graph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsyncTest extends OverTheWire {
    @Test
    void aSleepPassesItsPictureOn() {
        Node output = graph.preview(graph.sleep(graph.image("WHITE"), 0.05));

        assertThat(client.run(graph).greys(output)).containsExactly(255);
    }

    @Test
    void independentSleepsOverlap() {
        Node image = graph.image("WHITE");
        List<Node> sleeps = List.of(graph.sleep(image, 0.3), graph.sleep(image, 0.4), graph.sleep(image, 0.5));
        sleeps.forEach(graph::preview);

        assertThat(mostAtWork(client.run(graph), sleeps.stream().map(Node::id).toList()))
                .isEqualTo(3);
    }

    @Test
    void sleepsThatANodeBecomesOverlap() {
        Node parallel = graph.node(
                "TestParallelSleep",
                "image1",
                graph.grey(0.25),
                "image2",
                graph.grey(0.5),
                "image3",
                graph.grey(0.75),
                "sleep1",
                0.3,
                "sleep2",
                0.4,
                "sleep3",
                0.5);
        Node output = graph.preview(parallel);

        Followed run = client.run(graph);

        assertThat(run.greys(output)).containsExactly(Followed.grey(0.5));
        assertThat(mostAtWork(run, added(run, parallel))).isEqualTo(3);
    }

    @Test
    void asManySleepsAsAskedOverlap() {
        Node generated = graph.node(
                "TestDynamicAsyncGeneration",
                "image1",
                graph.image("BLACK"),
                "image2",
                graph.image("WHITE"),
                "num_async_nodes",
                5,
                "sleep_duration",
                0.4);
        Node output = graph.preview(generated);

        Followed run = client.run(graph);

        assertThat(run.greys(output)).containsExactly(Followed.grey(0.4));
        assertThat(mostAtWork(run, added(run, generated))).isEqualTo(5);
    }

    @Test
    void oneGeneratedSleepYieldsItsPicture() {
        Node generated = graph.node(
                "TestDynamicAsyncGeneration",
                "image1",
                graph.grey(0.25),
                "image2",
                graph.image("WHITE"),
                "num_async_nodes",
                1,
                "sleep_duration",
                0.02);
        Node output = graph.preview(generated);

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.25));
    }

    @Test
    void aSleepThatFollowsAnotherWaitsForIt() {
        Node first = graph.sleep(graph.image("WHITE"), 0.05);
        Node second = graph.sleep(first, 0.05);
        graph.preview(second);

        assertThat(mostAtWork(client.run(graph), List.of(first.id(), second.id())))
                .isEqualTo(1);
    }

    @Test
    void aSleepIsCachedLikeAnyOther() {
        Node sleep = graph.sleep(graph.image("WHITE"), 0.05);
        graph.preview(sleep);
        client.run(graph);

        Followed again = client.run(graph);

        assertThat(again.ran()).isEmpty();
        assertThat(again.wasCached(sleep)).isTrue();
    }

    @Test
    void aSleepTellsHowLongItHasSleptInFractions() {
        Node sleep = graph.sleep(graph.image("WHITE"), 0.3);
        graph.preview(sleep);

        assertThat(client.run(graph).frames("progress"))
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.data().get("max")).isEqualTo(0.3))
                .allSatisfy(frame -> assertThat(frame.data().get("node")).isEqualTo(sleep.id()));
    }

    @Test
    void anErrorAfterAWhileNamesItsNodeAndTheNextPromptRuns() {
        Node faulty = graph.node("TestAsyncError", "value", graph.image("WHITE"), "error_after", 0.05);
        graph.preview(faulty);

        Followed run = client.run(graph);

        Map<?, ?> error = run.error().orElseThrow();
        assertThat(error.get("node_id")).isEqualTo(faulty.id());
        assertThat(error.get("prompt_id")).isEqualTo(run.promptId());
        Graph good = new Graph();
        Node output = good.preview(good.sleep(good.image("BLACK"), 0.02));
        assertThat(client.run(good).greys(output)).containsExactly(0);
    }

    @Test
    void theFirstOfSeveralErrorsIsTold() {
        Node image = graph.image("WHITE");
        Node early = graph.node("TestAsyncError", "value", image, "error_after", 0.05);
        Node late = graph.node("TestAsyncError", "value", image, "error_after", 5.0);
        graph.preview(early);
        graph.preview(late);

        Followed run = client.run(graph);

        assertThat(run.error().orElseThrow().get("node_id")).isEqualTo(early.id());
        assertThat(run.frames("execution_error")).hasSize(1);
    }

    @Test
    void workThatTakesLongerThanAllowedFailsAtItsNode() {
        Node slow =
                graph.node("TestAsyncTimeout", "value", graph.image("WHITE"), "timeout", 0.05, "operation_time", 2.0);
        graph.preview(slow);

        Map<?, ?> error = client.run(graph).error().orElseThrow();

        assertThat(error.get("node_id")).isEqualTo(slow.id());
        assertThat(String.valueOf(error.get("exception_message"))).contains("timed out");
    }

    @Test
    void workThatIsDoneInTimePassesItsPictureOn() {
        Node quick =
                graph.node("TestAsyncTimeout", "value", graph.image("WHITE"), "timeout", 1.0, "operation_time", 0.02);
        Node output = graph.preview(quick);

        assertThat(client.run(graph).greys(output)).containsExactly(255);
    }

    @Test
    void aResourceIsHeldByOneAtATime() {
        Node image = graph.image("WHITE");
        for (double duration : new double[] {0.5, 0.6}) {
            graph.preview(
                    graph.node("TestAsyncResourceUser", "value", image, "resource_id", "shared", "duration", duration));
        }

        assertThat(client.run(graph).error()).isPresent();
    }

    @Test
    void aResourceIsFreeForTheNextPromptThoughTheOneBeforeFailed() {
        Node image = graph.image("WHITE");
        graph.preview(graph.node("TestAsyncResourceUser", "value", image, "resource_id", "kept", "duration", 5.0));
        graph.preview(graph.node("TestAsyncError", "value", image, "error_after", 0.1));
        assertThat(client.run(graph).error()).isPresent();
        Graph next = new Graph();
        Node user = next.node(
                "TestAsyncResourceUser", "value", next.image("WHITE"), "resource_id", "kept", "duration", 0.02);
        Node output = next.preview(user);

        assertThat(client.run(next).greys(output)).containsExactly(255);
    }

    /** The nodes that were added by another and slept. */
    private static List<String> added(Followed run, Node parent) {
        return run.frames("progress").stream()
                .map(frame -> String.valueOf(frame.data().get("node")))
                .filter(id -> id.startsWith(parent.id() + "."))
                .distinct()
                .toList();
    }

    /** How many of some nodes were running at the same time, by what clients are told of states. */
    private static int mostAtWork(Followed run, List<String> nodes) {
        return run.states().stream()
                .mapToInt(states -> (int) states.entrySet().stream()
                        .filter(state -> nodes.contains(state.getKey()))
                        .filter(state -> "running".equals(state.getValue().get("state")))
                        .count())
                .max()
                .orElse(0);
    }
}
