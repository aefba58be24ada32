package io.darkroom.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRoutesTest {
    @TempDir
    private Path base;

    private TestServer server;
    private Client client;

    @BeforeEach
    void start() {
        server = TestServer.start(base);
        client = server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theQueueIsSortedAndShowsWhatRuns() {
        client.submit(Toys.slow(60, "a"), "prompt_id", "runs");
        client.awaitStart("runs");
        client.submit(Toys.picture("b"), "prompt_id", "last");
        client.submit(Toys.picture("c"), "prompt_id", "middle", "number", -0.5);
        client.submit(Toys.picture("d"), "prompt_id", "first", "front", true);

        Answer queue = client.get("/queue");

        assertThat(ids(queue.json().get("queue_running"))).containsExactly("runs");
        assertThat(ids(queue.json().get("queue_pending"))).containsExactly("first", "middle", "last");
        assertThat(client.get("/prompt").at("/exec_info/queue_remaining")).isEqualTo("4");
        assertThat(client.get("/api/prompt").status()).isEqualTo(200);
    }

    @Test
    void deletingAndClearingTakeWaitingPromptsAndLeaveTheirHistory() {
        client.submit(Toys.slow(60, "a"), "prompt_id", "runs");
        client.awaitStart("runs");
        client.submit(Toys.picture("b"), "prompt_id", "one");
        client.submit(Toys.picture("b"), "prompt_id", "two");

        Answer deleted = client.post("/queue", Map.of("delete", List.of("one", "runs", "unknown")));

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.bytes()).isEmpty();
        assertThat(ids(client.get("/queue").json().get("queue_running"))).containsExactly("runs");
        assertThat(ids(client.get("/queue").json().get("queue_pending"))).containsExactly("two");
        assertThat(client.await("one").get("darkroom").get("outcome").value()).isEqualTo("cancelled");
        client.post("/queue", Map.of("clear", true));
        assertThat(ids(client.get("/queue").json().get("queue_pending"))).isEmpty();
    }

    @Test
    void interruptingByIdLeavesWaitingPromptsAlone() {
        client.submit(Toys.slow(60, "a"), "prompt_id", "runs");
        client.awaitStart("runs");
        client.submit(Toys.slow(60, "b"), "prompt_id", "waits");

        client.post("/interrupt", Map.of("prompt_id", "waits"));
        client.post("/interrupt", Map.of("prompt_id", "unknown"));
        assertThat(ids(client.get("/queue").json().get("queue_running"))).containsExactly("runs");
        client.post("/interrupt", Map.of("prompt_id", "runs"));

        assertThat(client.await("runs").get("status").get("completed").value()).isEqualTo(false);
        client.awaitStart("waits");
    }

    @Test
    void interruptingWithoutAnIdStopsWhatRuns() {
        for (byte[] body : List.of(
                new byte[0],
                "not json".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            String id = client.submit(Toys.slow(60, "a"));
            client.awaitStart(id);

            assertThat(client.post("/interrupt", body).status()).isEqualTo(200);

            assertThat(client.await(id).get("status").get("status_str").value()).isEqualTo("error");
        }
    }

    @Test
    void historyIsAWindowOldestFirst() {
        for (String id : List.of("p1", "p2", "p3", "p4")) {
            client.await(client.submit(Toys.picture(id), "prompt_id", id));
        }

        assertThat(keys("/history")).containsExactly("p1", "p2", "p3", "p4");
        assertThat(keys("/history?max_items=2")).containsExactly("p3", "p4");
        assertThat(keys("/history?max_items=9")).containsExactly("p1", "p2", "p3", "p4");
        assertThat(keys("/history?max_items=2&offset=1")).containsExactly("p2", "p3");
        assertThat(keys("/history?max_items=2&offset=-1")).containsExactly("p3", "p4");
        assertThat(keys("/history?offset=3")).containsExactly("p4");
        assertThat(client.get("/history?max_items=two").status()).isEqualTo(400);
        assertThat(client.get("/history/unknown").text()).isEqualTo("{}");
    }

    @Test
    void historyIsForgottenPieceByPieceOrAtOnce() {
        for (String id : List.of("p1", "p2", "p3")) {
            client.await(client.submit(Toys.picture(id), "prompt_id", id));
        }

        client.post("/history", Map.of("delete", List.of("p2", "unknown")));
        assertThat(keys("/history")).containsExactly("p1", "p3");
        client.post("/history", Map.of("clear", true));
        assertThat(keys("/history")).isEmpty();
        assertThat(client.post("/history").status()).isEqualTo(400);
    }

    @Test
    void historyIsFoundByItsWordsNewestFirst() {
        client.await(client.submit(Toys.picture("lighthouse"), "prompt_id", "p1"));
        client.await(client.submit(Toys.picture("harbour"), "prompt_id", "p2"));
        client.await(client.submit(Toys.failing(), "prompt_id", "p3"));

        Answer all = client.get("/darkroom/v1/history");
        Answer words = client.get("/darkroom/v1/history?text=LightHouse");
        Answer failed = client.get("/darkroom/v1/history?outcome=failed");

        assertThat(all.json().get("entries").items().stream()
                        .map(entry -> entry.get("prompt_id").id()))
                .containsExactly("p3", "p2", "p1");
        assertThat(words.at("/total")).isEqualTo("1");
        assertThat(words.at("/entries/0/prompt_id")).isEqualTo("p1");
        assertThat(failed.at("/entries/0/prompt_id")).isEqualTo("p3");
        assertThat(client.get("/darkroom/v1/history?outcome=lost").status()).isEqualTo(400);
        assertThat(client.get("/darkroom/v1/history?since=yesterday").status()).isEqualTo(400);
    }

    @Test
    void jobsListWaitingRunningAndFinishedPrompts() {
        client.await(client.post("/prompt", Toys.editorPicture("done")).at("/prompt_id"));
        client.await(client.submit(Toys.failing(), "prompt_id", "bad"));
        client.submit(Toys.slow(60, "a"), "prompt_id", "runs");
        client.awaitStart("runs");
        client.submit(Toys.picture("b"), "prompt_id", "waits");

        JsonPart jobs = client.get("/api/jobs").json();

        assertThat(jobs.get("jobs").items().stream()
                        .map(job -> job.get("status").id()))
                .containsExactly("pending", "in_progress", "failed", "completed");
        assertThat(jobs.get("pagination").get("total").value()).isEqualTo(4L);
        JsonPart done = jobs.get("jobs").items().get(3);
        assertThat(done.get("outputs_count").value()).isEqualTo(1L);
        assertThat(done.get("preview_output").get("mediaType").value()).isEqualTo("images");
        assertThat(done.get("preview_output").get("nodeId").value()).isEqualTo("2");
        assertThat(done.get("workflow_id").value()).isEqualTo("11111111-2222-3333-4444-555555555555");
        JsonPart bad = jobs.get("jobs").items().get(2);
        assertThat(bad.get("execution_error").get("node_id").value()).isEqualTo("3");
        assertThat(client.get("/jobs?status=failed,completed&sort_order=asc&limit=1&offset=1")
                        .at("/jobs/0/id"))
                .isEqualTo("bad");
        assertThat(client.get("/jobs?workflow_id=11111111-2222-3333-4444-555555555555")
                        .at("/pagination/total"))
                .isEqualTo("1");
        assertThat(client.get("/jobs?sort_by=execution_duration").status()).isEqualTo(200);
    }

    @Test
    void wrongParametersOfJobsAreRefusedAsAText() {
        for (String query : List.of("status=odd", "limit=0", "limit=x", "offset=-1", "sort_by=x", "sort_order=x")) {
            Answer answer = client.get("/jobs?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().get("error").text()).as(query).isPresent();
        }
        assertThat(client.get("/jobs/unknown").status()).isEqualTo(404);
        assertThat(client.get("/jobs/unknown").at("/error")).isEqualTo("Job not found");
    }

    @Test
    void aJobHasAllThereIsToSay() {
        client.await(client.submit(Toys.picture("whole"), "prompt_id", "p"));

        Answer job = client.get("/jobs/p");

        assertThat(job.at("/outputs/2/images/0/filename")).isEqualTo("whole_00001_.png");
        assertThat(job.at("/execution_status/status_str")).isEqualTo("success");
        assertThat(job.at("/workflow/prompt/2/class_type")).isEqualTo("SaveImage");
    }

    @Test
    void jobsAreCancelledWhetherTheyWaitOrRun() {
        client.submit(Toys.slow(60, "a"), "prompt_id", "runs");
        client.awaitStart("runs");
        client.submit(Toys.picture("b"), "prompt_id", "one");
        client.submit(Toys.picture("b"), "prompt_id", "two");

        Answer single = client.post("/jobs/one/cancel");
        Answer several = client.post("/jobs/cancel", Map.of("job_ids", List.of("runs", "two", "unknown")));

        assertThat(single.at("/cancelled")).isEqualTo("true");
        assertThat(several.at("/cancelled")).isEqualTo("[runs, two]");
        assertThat(client.await("runs").get("darkroom").get("outcome").value()).isEqualTo("cancelled");
        assertThat(client.post("/jobs/unknown/cancel").status()).isEqualTo(404);
        assertThat(client.post("/jobs/cancel", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void aPausedQueueStartsNothingAndItsOrderCanBeChanged() {
        client.post("/darkroom/v1/queue/pause");
        client.submit(Toys.picture("a"), "prompt_id", "one");
        client.submit(Toys.picture("b"), "prompt_id", "two");

        Answer moved = client.post("/darkroom/v1/queue/move", Map.of("prompt_id", "two", "before", "one"));

        assertThat(moved.at("/paused")).isEqualTo("true");
        assertThat(ids(client.get("/queue").json().get("queue_pending"))).containsExactly("two", "one");
        assertThat(client.post("/darkroom/v1/queue/move", Map.of("prompt_id", "three"))
                        .status())
                .isEqualTo(404);
        assertThat(client.post("/darkroom/v1/queue/resume").at("/paused")).isEqualTo("false");
        client.await("one");
        assertThat(keys("/history")).containsExactly("two", "one");
    }

    @Test
    void memoryIsFreedAlsoWithoutABody() {
        assertThat(client.post("/free").status()).isEqualTo(200);
        assertThat(client.post("/free", Map.of("unload_models", true, "free_memory", true))
                        .status())
                .isEqualTo(200);
        assertThat(client.post("/free", "{".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    private List<String> keys(String path) {
        return List.copyOf(client.get(path).json().object().keySet());
    }

    private static List<String> ids(JsonPart items) {
        return items.items().stream().map(item -> item.items().get(1).id()).toList();
    }
}
