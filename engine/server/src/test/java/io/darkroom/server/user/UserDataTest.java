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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(base.resolve("user"));
        Files.writeString(base.resolve("user/secret.txt"), "secret");
        server = TestServer.start(
                base,
                Setup.standard()
                        .withOptions(options ->
                                options.withListening(options.listening().withMaxUploadBytes(100_000))));
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path own(String file) {
        return base.resolve("user/default").resolve(file);
    }

    private static Answer save(String path, String content) {
        return client.post("/userdata/" + path, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWorkflowIsSavedAndReadUnderOneEncodedSegment() {
        Answer saved = save("workflows%2Ffirst.json", "{\"a\": 1}");

        assertThat(saved.text()).isEqualTo("\"workflows/first.json\"");
        assertThat(own("workflows/first.json")).hasContent("{\"a\": 1}");
        assertThat(client.get("/api/userdata/workflows%2Ffirst.json").text()).isEqualTo("{\"a\": 1}");
    }

    @Test
    void savingMayTellTheFilesFacts() {
        Answer saved = client.post("/userdata/facts.json?full_info=true", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(saved.at("/path")).isEqualTo("facts.json");
        assertThat(saved.at("/size")).isEqualTo("2");
        assertThat(Double.parseDouble(saved.at("/modified"))).isGreaterThan(1.7e9);
        assertThat(Double.parseDouble(saved.at("/created"))).isGreaterThan(1.7e9);
    }

    @Test
    void aFileIsReplacedUnlessItMustNotBe() {
        save("twice.json", "1");
        save("twice.json", "2");
        Answer refused = save("twice.json?overwrite=false", "3");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(own("twice.json")).hasContent("2");
        assertThat(save("fresh.json?overwrite=false", "4").status()).isEqualTo(200);
    }

    @Test
    void aFileIsDeleted() {
        save("gone.json", "1");

        assertThat(client.delete("/userdata/gone.json").status()).isEqualTo(204);
        assertThat(client.delete("/userdata/gone.json").status()).isEqualTo(404);
        assertThat(client.get("/userdata/gone.json").status()).isEqualTo(404);
    }

    @Test
    void aFileIsMoved() {
        save("workflows%2Fold.json", "moved");

        Answer moved = client.post("/userdata/workflows%2Fold.json/move/workflows%2Fdeep%2Fnew.json");

        assertThat(moved.text()).isEqualTo("\"workflows/deep/new.json\"");
        assertThat(own("workflows/old.json")).doesNotExist();
        assertThat(own("workflows/deep/new.json")).hasContent("moved");
    }

    @Test
    void aMoveDoesNotReplaceIfItMustNot() {
        save("from.json", "a");
        save("to.json", "b");

        assertThat(client.post("/userdata/from.json/move/to.json?overwrite=false")
                        .status())
                .isEqualTo(409);
        assertThat(own("to.json")).hasContent("b");
        assertThat(client.post("/userdata/from.json/move/to.json?full_info=true")
                        .at("/path"))
                .isEqualTo("to.json");
        assertThat(own("to.json")).hasContent("a");
        assertThat(client.post("/userdata/from.json/move/to.json").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "..%2Fsecret.txt, 403",
        "..%2F..%2Fetc%2Fpasswd, 403",
        "..%5Csecret.txt, 403",
        "%2Fetc%2Fpasswd, 403",
        "C:%5CWindows%5Cwin.ini, 403",
        "workflows%2F..%2F..%2Fsecret.txt, 403",
        "%2e%2e%2Fsecret.txt, 403",
        "a%00b, 400",
        ".., 400",
        "missing.json, 404",
        "workflows, 404",
    })
    void whatIsNotTheUsersIsNotRead(String file, int status) {
        save("workflows%2Fx.json", "x");

        Answer answer = client.get("/userdata/" + file);

        assertThat(answer.status()).isBetween(status == 400 ? 400 : status, status == 400 ? 404 : status);
        assertThat(answer.text()).isNotEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fsecret.txt",
                "%2Ftmp%2Fx",
                "con.json",
                "a%2FNUL%2Fb",
                "lpt1",
                "dot.",
                "space%20",
                "a%2F%2Fb",
                "%E2%80%AEjson.x",
                "a%0Ab",
                "a%7Fb",
                "a%00b",
                "%EF%BF%BF",
            })
    void aBadNameIsNotWritten(String file) throws IOException {
        Answer answer = save(file, "x");

        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.at("/error/message")).endsWith(".");
        assertThat(base.resolve("user/secret.txt")).hasContent("secret");
    }

    @Test
    void anOverlongNameIsNotWritten() {
        assertThat(save("n".repeat(256), "x").status()).isEqualTo(400);
        assertThat(save("n%2F".repeat(600) + "x", "x").status()).isEqualTo(400);
    }

    @Test
    void aNameInAnyScriptIsTaken() {
        assertThat(save("workflows%2F%E6%97%A5%E6%9C%AC%20100%25%20%2B.json", "x")
                        .text())
                .isEqualTo("\"workflows/\\u65e5\\u672c 100% +.json\"");
        assertThat(own("workflows/\u65e5\u672c 100% +.json")).hasContent("x");
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        save("x.json", "x");
        Files.createSymbolicLink(own("link.txt"), base.resolve("user/secret.txt"));
        Files.createSymbolicLink(own("links"), base.resolve("user"));

        assertThat(client.get("/userdata/link.txt").status()).isEqualTo(403);
        assertThat(client.get("/userdata/links%2Fsecret.txt").status()).isEqualTo(403);
        assertThat(save("links%2Fnew.txt", "x").status()).isEqualTo(403);
        assertThat(client.delete("/userdata/link.txt").status()).isEqualTo(403);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        Answer answer = client.post("/userdata/large.bin", new byte[100_001]);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(own("large.bin")).doesNotExist();
    }

    @Test
    void pagesOfUsersDoNotRun() {
        save("page.html", "<script>alert(1)</script>");
        save("user.css", "body { color: red }");

        assertThat(client.get("/userdata/page.html").header("Content-Type")).contains("application/octet-stream");
        assertThat(client.get("/userdata/user.css").header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
    }

    @Test
    void aFolderIsListed() {
        save("list%2Fb.json", "1");
        save("list%2Fa.json", "22");
        save("list%2Fsub%2Fc.json", "333");
        save("list%2F.hidden", "4");

        assertThat(client.get("/userdata?dir=list").text()).isEqualTo("[\"a.json\", \"b.json\"]");
        assertThat(client.get("/userdata?dir=list&recurse=true").text())
                .isEqualTo("[\"a.json\", \"b.json\", \"sub/c.json\"]");
        assertThat(client.get("/userdata?dir=list&recurse=true&split=true").at("/2"))
                .isEqualTo("[sub/c.json, sub, c.json]");
        Answer full = client.get("/userdata?dir=list&recurse=true&full_info=true&split=true");
        assertThat(full.at("/2/path")).isEqualTo("sub/c.json");
        assertThat(full.at("/2/size")).isEqualTo("3");
    }

    @Test
    void aListSaysWhatIsWrong() {
        assertThat(client.get("/userdata").status()).isEqualTo(400);
        assertThat(client.get("/userdata?dir=").status()).isEqualTo(400);
        assertThat(client.get("/userdata?dir=..").status()).isEqualTo(403);
        assertThat(client.get("/userdata?dir=/etc").status()).isEqualTo(403);
        assertThat(client.get("/userdata?dir=nowhere").status()).isEqualTo(404);
        assertThat(client.get("/userdata?dir=%00").status()).isEqualTo(403);
    }

    @Test
    void theTreeHasFoldersFirst() {
        save("tree%2Fa.json", "1");
        save("tree%2Fz%2Fb.json", "22");

        Answer tree = client.get("/v2/userdata?path=tree");

        assertThat(tree.at("/0/name") + tree.at("/0/type") + tree.at("/0/path")).isEqualTo("zdirectorytree/z");
        assertThat(tree.at("/1/path")).isEqualTo("tree/a.json");
        assertThat(tree.at("/2/path") + tree.at("/2/size")).isEqualTo("tree/z/b.json2");
        assertThat(tree.at("/2/type")).isEqualTo("file");
        assertThat(client.get("/v2/userdata?path=tree/none").text()).isEqualTo("[]");
        assertThat(client.get("/v2/userdata?path=tree/a.json").status()).isEqualTo(400);
        assertThat(client.get("/v2/userdata?path=../..").status()).isEqualTo(403);
    }
}
