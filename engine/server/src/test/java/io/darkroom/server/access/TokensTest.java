package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.ServerOptions.Listening;
import io.darkroom.server.http.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what. */
class TokensTest {
    private static final String ADMIN = "a-secret-of-the-admin";
    private static final String ANN = "a-secret-that-ann-has";
    private static final String BOB = "a-secret-that-bob-has";
    private static final Listening LISTENING =
            Listening.loopback(0).withTokens(List.of(ADMIN, "run:ann:" + ANN, "read:bob:" + BOB));

    @TempDir
    Path folder;

    @Test
    void withoutTokensEverybodyOnThisMachineIsTheLocalUser() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            assertThat(porch.http().ask("GET /admin").body()).contains("default");
        }
    }

    @Test
    void aTokenIsNeededOnceThereIsOne() {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            RawHttp.Answer answer = porch.http().ask("GET /read");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isPresent();
            assertThat(answer.body()).contains("Authorization: Bearer");
            assertThat(porch.http().ask("GET /none").status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenNamesItsOwnerAndAllowsItsScope() {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            assertThat(ask(porch, "GET /run", ANN).body()).contains("ann");
            assertThat(ask(porch, "GET /api/read", ANN).status()).isEqualTo(200);
            assertThat(ask(porch, "GET /read", BOB).body()).contains("bob");
            assertThat(ask(porch, "GET /admin", ADMIN).body()).contains("default");
            RawHttp.Answer refused = ask(porch, "GET /run", BOB);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("run", "read");
            assertThat(ask(porch, "GET /admin", ANN).status()).isEqualTo(403);
        }
    }

    @Test
    void aTokenInTheAddressOpensSocketsOnly() throws Exception {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            assertThat(porch.http().ask("GET /read?token=" + ANN).status()).isEqualTo(401);
            assertThat(answerOverSocket(porch, "?token=" + ANN)).isEqualTo("ann");
            assertThatThrownBy(() -> answerOverSocket(porch, "?token=" + BOB))
                    .rootCause()
                    .hasMessageContaining("403");
            assertThatThrownBy(() -> answerOverSocket(porch, "")).rootCause().hasMessageContaining("401");
        }
    }

    @Test
    void aBrowserSwapsItsTokenForASessionThatScriptsCannotRead() {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            RawHttp.Answer answer = logIn(porch, "{\"token\": \"" + ANN + "\"}");

            assertThat(answer.body()).contains("\"ann\"", "\"run\"");
            String cookie = answer.header("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(ANN);
            String session = cookie.substring(0, cookie.indexOf(';'));
            assertThat(porch.http().ask("GET /run", "Cookie: " + session).body())
                    .contains("ann");
            assertThat(porch.http()
                            .ask("GET /darkroom/v1/session", "Cookie: " + session)
                            .body())
                    .contains("ann");
            assertThat(porch.http().ask("GET /admin", "Cookie: " + session).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void loggingOutDropsTheSession() {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            RawHttp.Answer answer = porch.http().ask("DELETE /darkroom/v1/session");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Set-Cookie").orElseThrow()).contains("=;", "Expires=Thu, 01 Jan 1970");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"token\": 5}", "{\"token\": null}", "{"})
    void aSessionWithoutTokenIsRefusedInASentence(String body) {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            assertThat(logIn(porch, body).status()).isEqualTo(400);
        }
    }

    @Test
    void aForgedSessionIsNone() {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            String cookie = logIn(porch, "{\"token\": \"" + ANN + "\"}")
                    .header("Set-Cookie")
                    .orElseThrow();
            String name = cookie.substring(0, cookie.indexOf('=') + 1);
            String[] parts =
                    cookie.substring(name.length(), cookie.indexOf(';')).split("\\.", 3);
            String admin = Secrets.hash(ADMIN).substring(0, 16);

            for (String forged : List.of(
                    admin + "." + parts[1] + "." + parts[2],
                    parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2],
                    parts[0] + "." + parts[1] + "." + "A".repeat(43),
                    "",
                    "..")) {
                assertThat(porch.http()
                                .ask("GET /read", "Cookie: " + name + forged)
                                .status())
                        .as(forged)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aSessionOutlivesTheProcessButNotItsTime() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
        String value;
        try (Porch porch = Porch.open(folder, ServerOptions.defaults().withListening(LISTENING), now::get)) {
            String cookie = logIn(porch, "{\"token\": \"" + ANN + "\"}")
                    .header("Set-Cookie")
                    .orElseThrow();
            value = cookie.substring(cookie.indexOf('='), cookie.indexOf(';'));
        }

        try (Porch porch = Porch.open(folder, ServerOptions.defaults().withListening(LISTENING), now::get)) {
            String cookie = "Cookie: darkroom-session-" + porch.port() + value;
            assertThat(porch.http().ask("GET /run", cookie).status()).isEqualTo(200);
            now.updateAndGet(start -> start.plus(Sessions.LENGTH));
            assertThat(porch.http().ask("GET /run", cookie).status()).isEqualTo(401);
        }
    }

    @Test
    void aBrowserThatAsksForAPageSeesAFormThatNeedsNoScripts() {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            RawHttp.Answer page = porch.http().ask("GET /", "Accept: text/html,*/*");
            assertThat(page.status()).isEqualTo(401);
            assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(page.body())
                    .contains("<form method=\"post\" action=\"/darkroom/v1/session\">")
                    .doesNotContain("<script");

            RawHttp.Answer in = submit(porch, "token=" + ANN + "&next=%2Fread");
            assertThat(in.status()).isEqualTo(303);
            assertThat(in.header("Location").orElseThrow()).endsWith("/read");
            assertThat(in.header("Set-Cookie")).isPresent();
            assertThat(submit(porch, "token=a-wrong-secret-here").body()).contains("not known", "<form");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2F%2Fevil.example",
                "https%3A%2F%2Fevil.example",
                "%2F%5Cevil.example",
                "%2F%09%2Fevil.example",
                "",
                "evil"
            })
    void theFormLeadsNowhereElse(String next) {
        try (Porch porch = Porch.open(folder, LISTENING)) {
            assertThat(submit(porch, "token=" + ANN + "&next=" + next)
                            .header("Location")
                            .orElseThrow())
                    .doesNotContain("//evil", "\\");
        }
    }

    @Test
    void guessingIsSlowedDown() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
        try (Porch porch = Porch.open(folder, ServerOptions.defaults().withListening(LISTENING), now::get)) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(porch, "GET /read", "guess-" + i).status()).isEqualTo(401);
            }

            RawHttp.Answer slowed = ask(porch, "GET /read", ANN);
            assertThat(slowed.status()).isEqualTo(429);
            assertThat(slowed.header("Retry-After")).isPresent();
            now.updateAndGet(start -> start.plusSeconds(2));
            assertThat(ask(porch, "GET /read", ANN).status()).isEqualTo(200);
        }
    }

    @Test
    void theFileHoldsHashesForItsOwnersEyesOnly() throws IOException {
        Path file = folder.resolve("tokens");
        String secret = TokenFile.add(file, Scope.RUN, "ann");

        assertThat(Files.readString(file)).startsWith("run ann sha256:").doesNotContain(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withTokenFile(file))) {
            assertThat(ask(porch, "GET /run", secret).body()).contains("ann");
        }
    }

    @Test
    void aTokenTakenOutOfTheFileOpensNothingAnyMore() throws IOException {
        Path file = folder.resolve("tokens");
        String ann = TokenFile.add(file, Scope.RUN, "ann");
        String bob = TokenFile.add(file, Scope.RUN, "bob");
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withTokenFile(file))) {
            assertThat(ask(porch, "GET /run", ann).status()).isEqualTo(200);

            Files.write(file, Files.readAllLines(file).subList(1, 2));

            assertThat(ask(porch, "GET /run", ann).status()).isEqualTo(401);
            assertThat(ask(porch, "GET /run", bob).status()).isEqualTo(200);
        }
    }

    @Test
    void aLineThatIsNoTokenIsNamed() throws IOException {
        Path file = folder.resolve("tokens");
        TokenFile.add(file, Scope.READ, "ann");
        Files.writeString(file, Files.readString(file) + "# a remark\n\nrum bob sha256:" + "0".repeat(64) + "\n");

        assertThatThrownBy(() -> Porch.open(folder, Listening.loopback(0).withTokenFile(file)))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("Line 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "studio.example"})
    void listeningOnANetworkNeedsATokenAndTheSentenceHasOne(String address) {
        assertThatThrownBy(() -> Porch.open(folder, Listening.loopback(0).at(List.of("127.0.0.1", address))))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(address)
                .hasMessageFindingMatch("--token admin:default:[A-Za-z0-9_-]{43} ");
    }

    @Test
    void anEmptyFileOfTokensIsNotEnough() throws IOException {
        Path file = Files.createFile(folder.resolve("tokens"));

        assertThatThrownBy(() -> Porch.open(
                        folder, Listening.loopback(0).at(List.of("0.0.0.0")).withTokenFile(file)))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("has none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "rum:ann:a-long-enough-secret",
                "run:../ann:a-long-enough-secret",
                "run:ann",
                "run:ann:short",
                "a secret with spaces"
            })
    void aMalformedTokenIsRefusedInASentence(String token) {
        assertThatThrownBy(() -> Porch.open(folder, Listening.loopback(0).withTokens(List.of(token))))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("A token");
    }

    private static RawHttp.Answer ask(Porch porch, String request, String secret) {
        return porch.http().ask(request, "Authorization: Bearer " + secret);
    }

    private static RawHttp.Answer logIn(Porch porch, String json) {
        return porch.http()
                .ask("POST /darkroom/v1/session", List.of("Content-Type: application/x-www-form-urlencoded"), json);
    }

    private static RawHttp.Answer submit(Porch porch, String form) {
        return porch.http()
                .ask(
                        "POST /darkroom/v1/session",
                        List.of("Content-Type: application/x-www-form-urlencoded", "Accept: text/html"),
                        form);
    }

    private static String answerOverSocket(Porch porch, String query) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + porch.port() + "/ws" + query), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return CompletableFuture.completedStage(null);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("who am I?", true).get(10, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
        socket.abort();
        return answer.join();
    }
}
