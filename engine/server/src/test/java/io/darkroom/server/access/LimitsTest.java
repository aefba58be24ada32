package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.darkroom.server.ServerOptions;
import io.darkroom.server.ServerOptions.Listening;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
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

    @Test
    void anAddressMayNotTakeAllSocketsThereAre() {
        try (Porch porch = withSockets(2)) {
            WebSocket first = open(porch);
            WebSocket second = open(porch);

            assertThatThrownBy(() -> open(porch))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(429));
            first.abort();
            second.abort();
        }
    }

    @Test
    void socketsThatAreGoneDoNotCount() {
        try (Porch porch = withSockets(2)) {
            for (int i = 0; i < 3; i++) {
                openInTime(porch).abort(); // as when a process dies
                openInTime(porch).sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            }

            assertThat(openInTime(porch).isInputClosed()).isFalse();
        }
    }

    /** The server learns a little later that a socket is gone. */
    private static WebSocket openInTime(Porch porch) {
        return await().ignoreException(CompletionException.class).until(() -> open(porch), socket -> true);
    }

    private Porch withSockets(int most) {
        ServerOptions options = ServerOptions.defaults().withListening(Listening.loopback(0));
        return Porch.open(folder, options, InstantSource.system(), most);
    }

    private static WebSocket open(Porch porch) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + porch.port() + "/ws"), new WebSocket.Listener() {})
                .join();
    }
}
