package io.darkroom.server.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path base;

    private static Setup severalUsers() {
        return Setup.standard().withOptions(options -> options.withMultiUser(true));
    }

    @Test
    void settingsAreMergedAndOutliveTheServer() throws IOException {
        try (TestServer server = TestServer.start(base)) {
            assertThat(server.client().get("/settings").text()).isEqualTo("{}");
            server.client().post("/settings", Map.of("Comfy.A", 1));
            server.client().post("/api/settings", Map.of("Comfy.B", List.of(true)));
        }
        try (TestServer server = TestServer.start(base)) {
            assertThat(server.client().get("/settings").text()).isEqualTo("{\"Comfy.A\": 1, \"Comfy.B\": [true]}");
        }
        assertThat(Files.readString(base.resolve("user/default/comfy.settings.json")))
                .contains("\n  \"Comfy.A\": 1");
    }

    @Test
    void oneSettingIsAnyJsonValue() {
        try (TestServer server = TestServer.start(base)) {
            Client client = server.client();
            client.post("/settings/Comfy.InstalledVersion", "1.27.10");
            client.post("/settings/a%2Fb", (Object) null);

            assertThat(client.get("/settings/Comfy.InstalledVersion").text()).isEqualTo("\"1.27.10\"");
            assertThat(client.get("/settings/none").text()).isEqualTo("null");
            assertThat(client.get("/settings").text())
                    .isEqualTo("{\"Comfy.InstalledVersion\": \"1.27.10\", \"a/b\": null}");
        }
    }

    @Test
    void whatIsNoJsonChangesNothing() {
        try (TestServer server = TestServer.start(base)) {
            Client client = server.client();

            assertThat(client.post("/settings", "{nope".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(400);
            assertThat(client.post("/settings", List.of(1)).status()).isEqualTo(400);
            assertThat(client.post("/settings/x").status()).isEqualTo(400);
            assertThat(client.get("/settings").text()).isEqualTo("{}");
        }
    }

    @Test
    void noChangeIsLostWhenManyComeAtOnce() {
        try (TestServer server = TestServer.start(base)) {
            IntStream.range(0, 40).parallel().forEach(i -> server.client().post("/settings/key" + i, i));

            assertThat(server.client().get("/settings").json().object()).hasSize(40);
        }
    }

    @Test
    void aDamagedFileIsSaidAndLeftAlone() throws IOException {
        Files.createDirectories(base.resolve("user/default"));
        Files.writeString(base.resolve("user/default/comfy.settings.json"), "{\"half\": ");
        try (TestServer server = TestServer.start(base)) {
            Answer answer = server.client().post("/settings", Map.of("a", 1));

            assertThat(answer.at("/error/type")).isEqualTo("damaged_file");
            assertThat(base.resolve("user/default/comfy.settings.json")).hasContent("{\"half\": ");
        }
    }

    @Test
    void aServerOfOneUserSaysSo() {
        try (TestServer server = TestServer.start(base)) {
            assertThat(server.client().get("/users").text())
                    .isEqualTo("{\"storage\": \"server\", \"migrated\": false}");
            server.client().post("/settings", Map.of());
            assertThat(server.client().get("/users").at("/migrated")).isEqualTo("true");
            assertThat(server.client().post("/users", Map.of("username", "ann")).status())
                    .isEqualTo(400);
            assertThat(server.client()
                            .with("comfy-user", "../x")
                            .get("/settings")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void usersHaveTheirOwnSettings() {
        try (TestServer server = TestServer.start(base, severalUsers())) {
            String ann = server.client()
                    .post("/users", Map.of("username", "Ann \u00c4/.."))
                    .json()
                    .text()
                    .orElseThrow();
            String bob = server.client()
                    .post("/users", Map.of("username", "bob"))
                    .json()
                    .text()
                    .orElseThrow();
            server.client().with("comfy-user", ann).post("/settings", Map.of("a", 1));

            assertThat(ann).startsWith("Ann-_");
            assertThat(server.client().with("comfy-user", ann).get("/settings").text())
                    .isEqualTo("{\"a\": 1}");
            assertThat(server.client().with("comfy-user", bob).get("/settings").text())
                    .isEqualTo("{}");
            assertThat(server.client().get("/users").json().get("users").object())
                    .containsEntry(ann, "Ann \u00c4/..")
                    .containsEntry(bob, "bob");
        }
    }

    @Test
    void aNameIsTakenOnce() {
        try (TestServer server = TestServer.start(base, severalUsers())) {
            server.client().post("/users", Map.of("username", "bob"));

            Answer again = server.client().post("/users", Map.of("username", "bob"));

            assertThat(again.status()).isEqualTo(400);
            assertThat(again.text()).isEqualTo("{\"error\": \"Duplicate username.\"}");
            assertThat(server.client().post("/users", Map.of("username", " ")).status())
                    .isEqualTo(400);
            assertThat(server.client().post("/users", Map.of("username", 7)).status())
                    .isEqualTo(400);
            assertThat(server.client()
                            .post("/users", Map.of("username", "n".repeat(400)))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void anUnknownUserIsNotServed() {
        try (TestServer server = TestServer.start(base, severalUsers())) {
            Client stranger = server.client().with("comfy-user", "../default");

            assertThat(server.client().get("/settings").status()).isEqualTo(401);
            assertThat(stranger.get("/settings").status()).isEqualTo(401);
            assertThat(stranger.get("/userdata/x.json").status()).isEqualTo(401);
            assertThat(stranger.post("/userdata/x.json", new byte[1]).status()).isEqualTo(401);
        }
    }
}
