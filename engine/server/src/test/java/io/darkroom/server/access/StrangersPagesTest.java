package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.ServerOptions.Listening;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins are kept from. */
class StrangersPagesTest {
    private static final String[] UPGRADE = {
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "127.0.0.1:8188", "[::1]:8188", "darkroom.localhost:1"})
    void theServerGoesByTheNamesOfTheLoopback(String host) {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            assertThat(porch.http().ask("GET /read", "Host: " + host).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "rebound.example:8188",
                "localhost.example",
                "127.0.0.1.example",
                "192.168.1.5"
            })
    void aNameThatSomebodyElsePointedHereIsRefused(String host) {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            RawHttp.Answer answer = porch.http().ask("GET /read", "Host: " + host);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains(host, "--allow-host");
        }
    }

    @Test
    void aNameThatTheUserAllowsIsTaken() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withHostNames(List.of("Studio.example")))) {
            assertThat(porch.http().ask("GET /read", "Host: studio.example:443").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void ourOwnPagesMayCall() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            String host = "localhost:" + porch.port();

            assertThat(porch.http()
                            .ask("POST /run", "Host: " + host, "Origin: http://" + host, "Sec-Fetch-Site: same-origin")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://127.0.0.1:8188",
                "https://evil.example",
                "null",
                "file://",
                "http://",
                ""
            })
    void aPageOfAnotherOriginIsRefusedWhateverItAsks(String origin) {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            String host = "Host: localhost:8188";

            for (String request : List.of("GET /read", "POST /run", "GET /nowhere", "DELETE /read")) {
                RawHttp.Answer answer = porch.http().ask(request, host, "Origin: " + origin);
                assertThat(answer.status()).as(request).isEqualTo(403);
                assertThat(answer.body()).contains("--enable-cors-header");
            }
        }
    }

    @Test
    void aPageBehindAProxyThatEndsTlsIsOurs() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withHostNames(List.of("studio.example")))) {
            assertThat(porch.http()
                            .ask("POST /run", "Host: studio.example", "Origin: https://studio.example")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anotherSiteCannotChangeAnythingEvenIfItHidesItsOrigin() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            assertThat(porch.http()
                            .ask("POST /run", "Sec-Fetch-Site: cross-site")
                            .status())
                    .isEqualTo(403);
            assertThat(porch.http()
                            .ask("GET /read", "Sec-Fetch-Site: cross-site")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anotherSiteCannotOpenASocket() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            assertThat(porch.http()
                            .ask("GET /ws", with("Origin: https://evil.example"))
                            .status())
                    .isEqualTo(403);
            assertThat(porch.http()
                            .ask("GET /api/ws", with("Sec-Fetch-Site: cross-site"))
                            .status())
                    .isEqualTo(403);
            assertThat(porch.http().ask("GET /ws", UPGRADE).status()).isEqualTo(101);
        }
    }

    @Test
    void anAllowedOriginGetsItsHeadersAndOthersAreStillRefused() {
        String origin = "https://studio.example";
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withCorsOrigin(origin))) {
            RawHttp.Answer answer = porch.http().ask("POST /run", "Origin: " + origin, "Sec-Fetch-Site: cross-site");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
            assertThat(answer.header("Access-Control-Allow-Methods").orElseThrow())
                    .startsWith("POST, GET, DELETE, PUT, OPTIONS");
            assertThat(answer.header("Access-Control-Allow-Headers")).contains("Content-Type, Authorization");
            assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
            assertThat(porch.http()
                            .ask("POST /run", "Origin: https://evil.example")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aStarLetsEveryPageCall() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0).withCorsOrigin("*"))) {
            RawHttp.Answer answer = porch.http().ask("GET /read", "Host: any.example", "Origin: null");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
    }

    @Test
    void optionsIsAnsweredForEveryPath() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            assertThat(porch.http().ask("OPTIONS /nowhere")).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /read", "GET /", "GET /nowhere", "POST /session"})
    void everyAnswerSaysWhatBrowsersMayDoWithIt(String request) {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            RawHttp.Answer answer = porch.http().ask(request);

            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Referrer-Policy")).contains("same-origin");
            assertThat(answer.header("X-Frame-Options")).contains("SAMEORIGIN");
            assertThat(answer.header("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'", "frame-ancestors 'self'");
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    @Test
    void filesOfUsersRunNothing() {
        try (Porch porch = Porch.open(folder, Listening.loopback(0))) {
            assertThat(porch.http()
                            .ask("GET /api/view")
                            .header("Content-Security-Policy")
                            .orElseThrow())
                    .contains("default-src 'none'", "sandbox");
        }
    }

    private static String[] with(String header) {
        String[] all = java.util.Arrays.copyOf(UPGRADE, UPGRADE.length + 1);
        all[UPGRADE.length] = header;
        return all;
    }
}
