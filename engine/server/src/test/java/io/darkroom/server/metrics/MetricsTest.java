package io.darkroom.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads. */
class MetricsTest {
    @TempDir
    Path base;

    @Test
    void whatHappenedIsCounted() {
        try (TestServer server = TestServer.start(base)) {
            assertThat(server.client()
                            .post("/run", Map.of("prompt", Toys.picture("one")))
                            .status())
                    .isEqualTo(200);
            assertThat(server.client().get("/view").status()).isEqualTo(404);

            Answer answer = server.client().get("/metrics");

            assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
            assertThat(answer.text())
                    .contains(
                            "darkroom_prompts_seconds_count{outcome=\"succeeded\"} 1",
                            "darkroom_nodes_seconds_count{class_type=\"SaveImage\"} 1",
                            "darkroom_http_seconds_count{method=\"POST\",route=\"/run\",status=\"200\"} 1",
                            "darkroom_http_seconds_count{method=\"GET\",route=\"/view\",status=\"404\"} 1",
                            "darkroom_queue_pending 0.0",
                            "darkroom_sockets 0.0",
                            "darkroom_models_memory_bytes",
                            "darkroom_process_memory_bytes",
                            "jvm_memory_used_bytes{area=\"heap\"")
                    .containsPattern("darkroom_journal_commits_seconds_count [1-9]");
        }
    }

    @Test
    void askingTwiceCountsNothingTwice() {
        try (TestServer server = TestServer.start(base)) {
            server.client().get("/prompt");
            server.client().get("/metrics");
            server.client().get("/metrics");

            assertThat(server.client().get("/metrics").text())
                    .contains("darkroom_http_seconds_count{method=\"GET\",route=\"/prompt\",status=\"200\"} 1");
        }
    }
}
