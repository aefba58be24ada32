package io.darkroom.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.queue.Draft;
import io.darkroom.queue.RefusedException;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir
    Path base;

    @Test
    void anIdleServerIsWell() {
        try (TestServer server = TestServer.start(base)) {
            Answer answer = server.client().get("/health");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("status").value()).isEqualTo("ok");
            assertThat(answer.json().get("workers").get("alive").value()).isEqualTo(1L);
            assertThat(answer.json().get("queue").get("pending").value()).isEqualTo(0L);
            assertThat(answer.json()
                            .get("disks")
                            .get("output")
                            .get("free_bytes")
                            .value())
                    .isInstanceOf(Long.class);
        }
    }

    @Test
    void aDatabaseThatTakesNothingIsTrouble() {
        Setup full = Setup.standard().withStore(store -> store.withMaxBytes(200_000));
        try (TestServer server = TestServer.start(base, full)) {
            server.parts().store().queue().pause(true);
            assertThatThrownBy(() -> IntStream.range(0, 100).forEach(i -> submit(server, "id-" + i)))
                    .isInstanceOf(RefusedException.class);

            Answer answer = server.client().get("/health");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("status").value()).isEqualTo("trouble");
            assertThat(answer.json().get("trouble").items()).hasSize(1);
        }
    }

    private static void submit(TestServer server, String id) {
        String body = "\"" + "x".repeat(10_000) + "\"";
        server.parts().store().queue().submit(List.of(new Draft(id, "default", new Draft.Place.Back(), body)));
    }
}
