package io.darkroom.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clients from the npm registry, each with a script as its readme teaches it. */
class NpmClientsTest {
    private static final Path PICTURE = Path.of("../../input/example.png").toAbsolutePath();

    @TempDir
    Path base;

    private TestServer server;

    @BeforeEach
    void start() {
        server = MiniatureServer.start(base);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void stableCanvasDrawsBySocketByPollingAndByItsPipeline() {
        JsonPart told =
                Scripts.node("stable-canvas.mjs", address(), Scripts.prompt()).told();

        assertThat(told.get("checkpoints").value()).isEqualTo(List.of("miniature.safetensors"));
        assertThat(told.get("samplers").items()).extracting(JsonPart::id).contains("euler", "dpmpp_2m");
        assertThat(told.get("steps").value()).isEqualTo(List.of("1/6", "2/6", "3/6", "4/6", "5/6", "6/6"));
        assertThat(told.get("previews").value()).isEqualTo(true);
        assertThat(told.get("pictures").items()).hasSize(3).allSatisfy(this::assertDrawn);
        assertThat(told.get("status").value()).isEqualTo(List.of("success", "success", "success"));
        assertThat(told.get("left").value()).isEqualTo(0L);
    }

    @Test
    void saintnoUploadsDrawsStopsAndIsToldWhatIsWrong() {
        JsonPart told = Scripts.node("saintno.mjs", address(), Scripts.prompt(), PICTURE)
                .told();

        assertThat(told.get("checkpoints").value()).isEqualTo(List.of("miniature.safetensors"));
        assertThat(get(told.get("uploaded"))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(told.get("steps").value()).isEqualTo(6L);
        assertThat(told.get("previews").value()).isEqualTo(true);
        assertDrawn(told.get("picture"));
        assertThat(told.get("stopped").value()).isEqualTo("ExecutionInterruptedError");
        assertThat(told.get("refused").value()).isEqualTo("value_not_in_list");
    }

    private String address() {
        return "127.0.0.1:" + server.port();
    }

    private void assertDrawn(JsonPart url) {
        Pictures.assertDrawn(get(url), MiniatureServer.WIDTH, MiniatureServer.HEIGHT);
    }

    private byte[] get(JsonPart url) {
        URI uri = URI.create(url.text().orElseThrow());
        return server.client().get(uri.getPath() + "?" + uri.getQuery()).bytes();
    }
}
