package io.darkroom.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                base, Setup.standard().withOptions(options -> options.withArguments(List.of("serve", "--port", "0"))));
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer subscribe(String body) {
        return client.send("PATCH", "/internal/logs/subscribe", BodyPublishers.ofString(body));
    }

    @Test
    void figuresHaveAllMembersThatClientsKnow() {
        Answer stats = client.get("/system_stats");

        assertThat(stats.json().get("system").object().keySet())
                .containsExactlyInAnyOrder(
                        "os",
                        "ram_total",
                        "ram_free",
                        "comfyui_version",
                        "required_frontend_version",
                        "installed_templates_version",
                        "required_templates_version",
                        "python_version",
                        "pytorch_version",
                        "embedded_python",
                        "argv");
        assertThat(stats.at("/system/comfyui_version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(stats.at("/system/argv")).isEqualTo("[darkroom, serve, --port, 0]");
        assertThat(stats.json().get("devices").items().get(0).object().keySet())
                .containsExactlyInAnyOrder(
                        "name", "type", "index", "vram_total", "vram_free", "torch_vram_total", "torch_vram_free");
        assertThat(Long.parseLong(stats.at("/system/ram_free")))
                .isBetween(1L, Long.parseLong(stats.at("/system/ram_total")));
        assertThat(stats.at("/darkroom/models")).isEqualTo("[]");
    }

    @Test
    void featuresTellTheLargestUpload() {
        assertThat(client.get("/features").at("/supports_preview_metadata")).isEqualTo("true");
        assertThat(client.get("/features").at("/max_upload_size")).isEqualTo("104857600");
    }

    @Test
    void theLogIsShownAsTextAndAsLines() {
        server.parts().log().add(Instant.parse("2026-11-23T10:00:00Z"), "got prompt");

        assertThat(client.get("/internal/logs").json().text().orElseThrow())
                .contains("2026-11-23T10:00:00Z - got prompt\n");
        Answer raw = client.get("/internal/logs/raw");
        assertThat(raw.json().get("entries").items())
                .anySatisfy(entry -> assertThat(entry.get("m").value()).isEqualTo("got prompt\n"));
        assertThat(raw.json().get("size").get("cols").value()).isEqualTo(80L);
        assertThat(client.get("/api/internal/logs").status()).isEqualTo(404);
    }

    @Test
    void subscribersHearOfFurtherLines() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        WebSocket socket = client.http()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.port() + "/ws?clientId=reader"),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket from, CharSequence data, boolean last) {
                                heard.add(data.toString());
                                from.request(1);
                                return null;
                            }
                        })
                .join();
        Awaitility.await().until(() -> heard.stream().anyMatch(text -> text.contains("sid")));

        assertThat(subscribe("{\"clientId\": \"reader\", \"enabled\": true}").status())
                .isEqualTo(200);
        server.parts().log().add(Instant.now(), "the line after");
        Awaitility.await()
                .until(() -> heard.stream().anyMatch(text -> text.contains("logs") && text.contains("the line after")));
        subscribe("{\"clientId\": \"reader\", \"enabled\": false}");
        server.parts().log().add(Instant.now(), "unheard");
        subscribe("{\"clientId\": \"reader\", \"enabled\": true}");
        server.parts().log().add(Instant.now(), "heard again");
        Awaitility.await().until(() -> heard.stream().anyMatch(text -> text.contains("heard again")));

        assertThat(heard).noneMatch(text -> text.contains("unheard"));
        socket.abort();
    }

    @Test
    void aSubscriptionThatMakesNoSenseIsRefused() {
        assertThat(subscribe("{}").status()).isEqualTo(400);
        assertThat(subscribe("{\"clientId\": \"x\", \"enabled\": \"yes\"}").status())
                .isEqualTo(400);
        assertThat(subscribe("nonsense").status()).isEqualTo(400);
    }

    @Test
    void foldersAreNamedByType() {
        Answer paths = client.get("/internal/folder_paths");

        assertThat(paths.at("/checkpoints/0"))
                .isEqualTo(base.resolve("models/checkpoints").toString());
    }

    @Test
    void filesAreListedNewestFirst() throws IOException {
        Path input = Files.createDirectories(base.resolve("input"));
        for (String name : List.of("old.png", "new.png", ".hidden")) {
            Files.createFile(input.resolve(name));
        }
        Files.setLastModifiedTime(input.resolve("old.png"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(client.get("/internal/files/input").text()).isEqualTo("[\"new.png\", \"old.png\"]");
        assertThat(client.get("/internal/files/output").text()).isEqualTo("[]");
        Answer wrong = client.get("/internal/files/models");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).isEqualTo("{\"error\": \"Invalid directory type\"}");
    }

    @Test
    void theLogKeepsItsLatestLines() {
        LogBook log = new LogBook();
        for (int i = 0; i < 1500; i++) {
            log.add(Instant.EPOCH, "line " + i);
        }

        assertThat(log.lines()).hasSize(1000);
        assertThat(log.lines().get(999).text()).isEqualTo("line 1499\n");
    }

    @Test
    void aListenerThatLogsDoesNotHearItself() {
        LogBook log = new LogBook();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Runnable end = log.listen(line -> {
            heard.add(line.text());
            log.add(Instant.EPOCH, "heard " + line.text());
        });

        log.add(Instant.EPOCH, "one");
        end.run();
        log.add(Instant.EPOCH, "two");

        assertThat(heard).containsExactly("one\n");
        assertThat(log.lines()).extracting(LogBook.Line::text).containsExactly("one\n", "heard one\n", "two\n");
    }

    @Test
    void withoutPacksTheirListsAreEmpty() {
        Map<String, String> empty =
                Map.of("/extensions", "[]", "/i18n", "{}", "/workflow_templates", "{}", "/global_subgraphs", "{}");

        empty.forEach((path, text) -> assertThat(client.get(path).text()).isEqualTo(text));
    }
}
