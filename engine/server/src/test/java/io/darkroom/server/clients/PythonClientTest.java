package io.darkroom.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Python script over urllib and websocket-client, as ComfyUI's users write it. */
class PythonClientTest {
    @TempDir
    Path base;

    @Test
    void aScriptFollowsItsPromptAndFetchesThePicture(@TempDir Path drawn) throws IOException {
        Path picture = drawn.resolve("picture.png");

        try (TestServer server = MiniatureServer.start(base)) {
            String address = "127.0.0.1:" + server.port();
            JsonPart told = Scripts.python("text_to_image.py", address, Scripts.prompt(), picture)
                    .told();

            assertThat(told.get("nodes").value()).isEqualTo(List.of("3", "4", "5", "6", "7", "8", "9"));
            assertThat(told.get("steps").value()).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L));
            assertThat(told.get("previews").value()).isEqualTo(true);
            assertThat(told.get("status").value()).isEqualTo("success");
        }
        Pictures.assertDrawn(Files.readAllBytes(picture), MiniatureServer.WIDTH, MiniatureServer.HEIGHT);
    }
}
