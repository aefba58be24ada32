package io.darkroom.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacksTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        write("front/index.html", "<title>front</title>");
        write("front/extensions/core/a.js", "core");
        write("plugins/grid/web/js/grid.js", "grid");
        write("plugins/grid/web/style.css", "css");
        write("plugins/grid/secret.txt", "secret");
        write("plugins/grid/locales/de/main.json", "{\"hello\": \"Hallo\", \"group\": {\"a\": 1}}");
        write("plugins/grid/locales/de/nodeDefs.json", "{\"Grid\": {\"display_name\": \"Gitter\"}}");
        write("plugins/other/locales/de/main.json", "{\"group\": {\"b\": 2}}");
        write("plugins/other/locales/de/nodeDefs.json", "{\"Other\": {}}");
        write("plugins/other/locales/de/settings.json", "{half");
        write("plugins/grid/examples/A grid.json", "{\"nodes\": []}");
        write("plugins/grid/examples/A grid.jpg", "picture");
        write("plugins/grid/subgraphs/blur.json", "{\"nodes\": [1]}");
        write("workflows/portrait.json", "{\"nodes\": [2]}");
        server = TestServer.start(
                base, Setup.standard().withOptions(options -> options.withFrontEnd(base.resolve("front"))));
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void write(String file, String text) throws IOException {
        Files.createDirectories(base.resolve(file).getParent());
        Files.writeString(base.resolve(file), text);
    }

    @Test
    void scriptsOfTheFrontEndAndOfPacksAreListedAndServed() {
        assertThat(client.get("/extensions").text())
                .isEqualTo("[\"/extensions/core/a.js\", \"/extensions/grid/js/grid.js\"]");
        assertThat(client.get("/extensions/core/a.js").text()).isEqualTo("core");
        assertThat(client.get("/extensions/grid/js/grid.js").text()).isEqualTo("grid");
        assertThat(client.get("/extensions/grid/js/grid.js")
                        .header("Content-Type")
                        .orElseThrow())
                .startsWith("text/javascript");
        assertThat(client.get("/extensions/grid/style.css").header("Cache-Control"))
                .contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions/grid/..%2Fsecret.txt",
                "/extensions/grid/js%5C..%5C..%5Csecret.txt",
                "/extensions/..%2Fplugins%2Fgrid/secret.txt",
                "/extensions/%2e%2e/x.js",
                "/extensions/grid/%2Fetc%2Fpasswd",
                "/extensions/none/x.js",
                "/workflow_templates/grid/..%2Fsecret.txt",
                "/workflow_templates/darkroom/..%2Fplugins%2Fgrid%2Fsecret.txt",
                "/workflow_templates/none/x.json",
                "/workflow_templates/grid/none.json",
            })
    void nothingElseOfAPackIsServed(String path) {
        Answer answer = client.get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).isNotEqualTo("secret");
    }

    @Test
    void translationsOfAllPacksAreJoined() {
        Answer texts = client.get("/i18n");

        assertThat(texts.at("/de/hello")).isEqualTo("Hallo");
        assertThat(texts.at("/de/group/a") + texts.at("/de/group/b")).isEqualTo("12");
        assertThat(texts.at("/de/nodeDefs/Grid/display_name")).isEqualTo("Gitter");
        assertThat(texts.json().get("de").get("nodeDefs").object()).containsKey("Other");
    }

    @Test
    void exampleWorkflowsAreListedAndServed() {
        assertThat(client.get("/workflow_templates").text())
                .isEqualTo("{\"darkroom\": [\"portrait\"], \"grid\": [\"A grid\"]}");
        assertThat(client.get("/api/workflow_templates/darkroom/portrait.json").text())
                .isEqualTo("{\"nodes\": [2]}");
        assertThat(client.get("/api/workflow_templates/grid/A%20grid.json").text())
                .isEqualTo("{\"nodes\": []}");
        assertThat(client.get("/api/workflow_templates/grid/A%20grid.jpg").header("Content-Type"))
                .contains("image/jpeg");
    }

    @Test
    void subgraphsAreListedAndGivenWhole() {
        Answer list = client.get("/global_subgraphs");
        String id = list.json().object().keySet().iterator().next();

        assertThat(list.at("/" + id + "/name")).isEqualTo("blur");
        assertThat(list.at("/" + id + "/info/node_pack")).isEqualTo("grid");
        assertThat(client.get("/global_subgraphs/" + id).at("/data")).isEqualTo("{\"nodes\": [1]}");
        assertThat(client.get("/global_subgraphs/none").status()).isEqualTo(404);
    }
}
