package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.conformance.Frames.Frame;
import io.darkroom.server.conformance.Graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptsTest extends OverTheWire {
    @Test
    void eventsOfAFreshRunComeInTheirOrder() {
        Node image = graph.image("WHITE");
        Node output = graph.preview(image);

        Followed run = client.run(graph);

        assertThat(run.types())
                .startsWith("execution_start", "execution_cached")
                .endsWith("execution_success", "executing")
                .containsOnlyOnce("executed");
        assertThat(run.frames("executing"))
                .extracting(frame -> String.valueOf(frame.data().get("node")))
                .containsExactly(image.id(), output.id(), "null");
    }

    @Test
    void anErrorEndsThePromptAndIsKeptInItsHistory() {
        Node faulty = graph.node("TestSyncError", "value", graph.image("WHITE"));
        Node output = graph.preview(faulty);

        Followed run = client.run(graph);

        Map<?, ?> error = run.error().orElseThrow();
        assertThat(error.get("node_id")).isEqualTo(faulty.id());
        assertThat(error.get("prompt_id")).isEqualTo(run.promptId());
        assertThat(error.get("node_type")).isEqualTo("TestSyncError");
        assertThat(run.didRun(output)).isFalse();
        assertThat(run.status()).isEqualTo("error");
        assertThat(run.history().get("status").get("completed").value()).isEqualTo(false);
    }

    @Test
    void whatRanBeforeAnErrorIsKnownToTheNextPrompt() {
        Node image = graph.image("WHITE");
        Node faulty = graph.node("TestSyncError", "value", image);
        graph.preview(faulty);
        client.run(graph);

        Followed again = client.run(graph);

        assertThat(again.wasCached(image)).isTrue();
        assertThat(again.didRun(faulty)).isTrue();
    }

    @Test
    void theSameClientIdTakesTheSocketOver() {
        client.reconnect();
        Node output = graph.preview(graph.image("WHITE"));

        assertThat(client.run(graph).greys(output)).containsExactly(255);
    }

    @Test
    void historyIsPagedInTheOrderOfInsertion() {
        client.http().post("/history", Map.of("clear", true));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Graph one = new Graph();
            one.preview(one.grey(i / 10.0));
            ids.add(client.run(one).promptId());
        }

        assertThat(history("")).containsExactlyElementsOf(ids);
        assertThat(history("?max_items=2&offset=0")).containsExactly(ids.get(0), ids.get(1));
        assertThat(history("?max_items=2&offset=1")).containsExactly(ids.get(1), ids.get(2));
        assertThat(history("?max_items=2")).containsExactly(ids.get(2), ids.get(3));
        assertThat(history("?max_items=2&offset=10")).isEmpty();
        assertThat(history("?offset=0")).containsExactlyElementsOf(ids);
    }

    @Test
    void historyOfAnUnknownPromptIsEmpty() {
        assertThat(client.http().get("/history/nobody").text()).isEqualTo("{}");
    }

    @Test
    void anInterruptedPromptEndsAndTheNextOneRuns() {
        Node sleep = graph.sleep(graph.image("WHITE"), 60);
        graph.preview(sleep);
        String id = client.submit(graph);
        client.awaitStart(id, sleep.id());

        client.http().post("/interrupt", Map.of("prompt_id", id));

        Followed stopped = client.follow(id);
        assertThat(stopped.types()).contains("execution_interrupted").doesNotContain("execution_success");
        assertThat(stopped.status()).isEqualTo("error");
        Graph next = new Graph();
        Node output = next.preview(next.image("BLACK"));
        assertThat(client.run(next).greys(output)).containsExactly(0);
    }

    @Test
    void anInterruptOfAnotherPromptStopsNothing() {
        Node sleep = graph.sleep(graph.image("WHITE"), 0.5);
        Node output = graph.preview(sleep);
        String id = client.submit(graph);
        client.awaitStart(id, sleep.id());

        client.http().post("/interrupt", Map.of("prompt_id", "another"));

        assertThat(client.follow(id).greys(output)).containsExactly(255);
    }

    @Test
    void anInterruptWhileNothingRunsHasNoEffectOnTheNextPrompt() {
        client.http().post("/interrupt");
        Node output = graph.preview(graph.image("WHITE"));

        assertThat(client.run(graph).greys(output)).containsExactly(255);
    }

    @Test
    void eachClientHearsOfItsOwnPromptAlone() {
        try (PromptClient other = new PromptClient(server().client(), "somebody-else")) {
            graph.preview(graph.sleep(graph.image("WHITE"), 0.3));
            Graph theirs = new Graph("their ");
            theirs.preview(theirs.sleep(theirs.image("BLACK"), 0.3));
            String mine = client.submit(graph);
            String their = other.submit(theirs);

            Followed theirRun = other.follow(their);
            Followed myRun = client.follow(mine);

            assertThat(theirRun.others()).isEmpty();
            assertThat(myRun.others()).isEmpty();
            assertThat(client.unheard()).extracting(Frame::type).containsOnly("status");
            assertThat(myRun.frames("progress")).isNotEmpty();
            assertThat(myRun.states()).isNotEmpty();
            myRun.states()
                    .forEach(states -> assertThat(states.values())
                            .allSatisfy(
                                    state -> assertThat(state.get("prompt_id")).isEqualTo(mine)));
        }
    }

    @Test
    void promptsRunInTheOrderInWhichTheyCame() {
        Node sleep = graph.sleep(graph.image("WHITE"), 0.2);
        graph.preview(sleep);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sleep.set("seconds", 0.1 + i / 100.0);
            ids.add(client.submit(graph));
        }

        List<String> ended = new ArrayList<>();
        while (ended.size() < ids.size()) {
            Frame frame = client.nextFrame();
            if (frame.type().equals("execution_success")) {
                ended.add(String.valueOf(frame.data().get("prompt_id")));
            }
        }

        assertThat(ended).isEqualTo(ids);
    }

    private List<String> history(String query) {
        return List.copyOf(client.http().get("/history" + query).json().object().keySet());
    }
}
