package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.ServerOptions.Listening;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a request may hold. */
class LimitsTest {
    @TempDir
    Path folder;

    @Test
    void aBodyBeyondTheLimitIsRefusedInASentence() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withMaxUploadBytes(1000))) {
            RawHttp.Answer answer = porch.http().ask("POST /run", List.of(), "x".repeat(1001));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("--max-upload-size");
        }
    }

    @Test
    void headersBeyondTheLimitAreRefusedInASentence() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            RawHttp.Answer answer = porch.http().ask("GET /read", "X-Long: " + "x".repeat(20_000));

            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body()).contains("too long");
        }
    }

    @Test
    void thousandsOfParametersAreRefusedInASentence() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            RawHttp.Answer answer = porch.http().ask("GET /read?" + "a=&".repeat(1001));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("1000 parameters");
        }
    }
}
