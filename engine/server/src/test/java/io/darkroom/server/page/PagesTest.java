package io.darkroom.server.page;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        write("front/index.html", "<title>front</title>");
        write("front/assets/app-1.js", "script");
        write("front/assets/style.css", "body {}");
        write("front/assets/logo.png", "picture");
        write("front/templates/index.json", "[]");
        write("front/docs/KSampler/en.md", "# KSampler");
        write("front/user.css", "/* none */");
        write("secret.txt", "secret");
        Files.createSymbolicLink(base.resolve("front/link.txt"), base.resolve("secret.txt"));
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
    void theIndexIsAskedForEachTime() {
        Answer index = client.get("/");

        assertThat(index.text()).isEqualTo("<title>front</title>");
        assertThat(index.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(index.header("Cache-Control")).contains("no-cache");
        assertThat(index.header("Pragma")).contains("no-cache");
        assertThat(index.header("Expires")).contains("0");
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/app-1.js, text/javascript, no-cache",
        "/assets/style.css, text/css, no-cache",
        "/assets/logo.png, image/png, 'public, max-age=86400'",
        "/templates/index.json, application/json, no-cache",
    })
    void filesComeWithTheirTypeAndAge(String path, String type, String age) {
        Answer answer = client.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.header("Cache-Control")).contains(age);
    }

    @Test
    void docsAreServedAsAnyFile() {
        assertThat(client.get("/docs/KSampler/en.md").text()).isEqualTo("# KSampler");
    }

    @Test
    void aMissingPictureIsRememberedForAnHour() {
        Answer answer = client.get("/assets/none.png");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Cache-Control")).contains("public, max-age=3600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2Fsecret.txt",
                "/%2e%2e/secret.txt",
                "/assets/..%2F..%2Fsecret.txt",
                "/assets%5C..%5C..%5Csecret.txt",
                "/%2Fetc%2Fpasswd",
                "//etc/passwd",
                "/C:%5CWindows%5Cwin.ini",
                "/link.txt",
                "/assets",
                "/assets/",
                "/a%00.html",
                "/nosuch",
                "/api/nosuch",
                "/index.html%00.png",
            })
    void nothingOutsideTheFrontEndIsServed(String path) {
        Answer answer = client.get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("secret\n").isNotEqualTo("secret");
        assertThat(answer.at("/error/message")).endsWith(".");
    }

    @Test
    void anOverlongOrDeepPathIsMissing() {
        assertThat(client.get("/" + "a/".repeat(3500) + "x.js").status()).isEqualTo(404);
        assertThat(client.get("/" + "a".repeat(4000)).status()).isEqualTo(404);
    }

    @Test
    void theUsersOwnStyleComesFirst() throws IOException {
        assertThat(client.get("/user.css").text()).isEqualTo("/* none */");
        write("user/default/user.css", "body { color: red }");

        assertThat(client.get("/user.css").text()).isEqualTo("body { color: red }");
        assertThat(client.get("/user.css").header("Cache-Control")).contains("no-cache");
    }

    @Test
    void withoutAFrontEndAPageSaysHowToUseTheServer(@TempDir Path bare) {
        try (TestServer other = TestServer.start(bare)) {
            Answer page = other.client().get("/");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text())
                    .contains("<html lang=\"en\">")
                    .contains("/openapi.json")
                    .contains("prefers-color-scheme")
                    .doesNotContain("<script")
                    .doesNotContain("http-equiv");
            assertThat(other.client().get("/" + "a/".repeat(3500) + "x.js").status())
                    .isEqualTo(404);
            assertThat(other.client().get("/welcome.html").status()).isEqualTo(404);
            assertThat(other.client().get("/nosuch.js").status()).isEqualTo(404);
        }
    }
}
