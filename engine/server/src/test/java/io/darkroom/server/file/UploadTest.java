package io.darkroom.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
    private static final long LIMIT = 300_000;

    @TempDir
    private static Path base;

    private static TestServer server;

    private String name = "";

    @BeforeAll
    static void start() {
        server = TestServer.start(
                base,
                Setup.standard()
                        .withOptions(options ->
                                options.withListening(options.listening().withMaxUploadBytes(LIMIT))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void takeAFreshName(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Form form(String content) {
        return new Form().file("image", name + ".png", bytes(content));
    }

    private static Answer send(Form form) {
        return form.send(server.client(), "/upload/image");
    }

    private static List<String> namesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(base.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void anUploadLiesInInputUnderItsName() throws IOException {
        Answer answer = send(form("one"));

        assertThat(answer.text())
                .isEqualTo("{\"name\": \"" + name + ".png\", \"subfolder\": \"\", \"type\": \"input\"}");
        assertThat(base.resolve("input/" + name + ".png")).hasContent("one");
    }

    @Test
    void theSameContentIsStoredOnce() throws IOException {
        send(form("same"));

        assertThat(send(form("same")).at("/name")).isEqualTo(name + ".png");
        assertThat(namesIn("input")).doesNotContain(name + " (1).png");
    }

    @Test
    void otherContentGetsANumber() {
        send(form("first"));

        assertThat(send(form("second")).at("/name")).isEqualTo(name + " (1).png");
        assertThat(send(form("third")).at("/name")).isEqualTo(name + " (2).png");
        assertThat(send(form("second")).at("/name")).isEqualTo(name + " (1).png");
        assertThat(base.resolve("input/" + name + ".png")).hasContent("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1"})
    void overwritingReplacesTheFile(String overwrite) {
        send(form("old"));

        Answer answer = send(form("new " + overwrite).text("overwrite", overwrite));

        assertThat(answer.at("/name")).isEqualTo(name + ".png");
        assertThat(base.resolve("input/" + name + ".png")).hasContent("new " + overwrite);
    }

    @Test
    void subfoldersAreMade() {
        Answer answer = send(form("x").text("subfolder", "sub\\dir/").text("type", "temp"));

        assertThat(answer.at("/subfolder")).isEqualTo("sub/dir");
        assertThat(base.resolve("temp/sub/dir/" + name + ".png")).hasContent("x");
    }

    @Test
    void aFolderOfNothingButSlashesIsTheFolderItself() {
        assertThat(send(form("x").text("subfolder", "/".repeat(60_000))).at("/subfolder"))
                .isEmpty();
    }

    @Test
    void nothingIsLeftBeside() throws IOException {
        send(form("left"));
        send(form("left"));
        send(form("left").text("subfolder", "../x"));

        assertThat(namesIn("input")).noneMatch(file -> file.endsWith(".part"));
        assertThat(base.resolve("temp/.uploads")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "..",
                "/etc",
                "C:\\Windows",
                "..\\..\\x",
                "a/../../b",
                "nul",
                "a/con.txt/b",
                "a\u202Eb",
                "a\tb"
            })
    void aFolderOutsideOrOfABadNameIsRefused(String subfolder) {
        Answer answer = send(form("x").text("subfolder", subfolder));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x.png",
                "a/b.png",
                "..",
                ".",
                "CON.png",
                "aux",
                "x.png.",
                "folder ./x.png",
                "a\u0000b.png",
                "a\u200F\u202Eb.png",
                "\uFFFF.png"
            })
    void aBadFileNameIsRefused(String filename) {
        Answer answer = send(new Form().file("image", filename, bytes("x")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).endsWith(".");
    }

    @Test
    void anOverlongFileNameIsRefused() {
        assertThat(send(new Form().file("image", "n".repeat(300) + ".png", bytes("x")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNameInAnyScriptIsTaken() {
        String japanese = "\u65e5\u672c\u8a9e \ud83e\udee0.png";

        Answer answer = send(new Form().file("image", japanese, bytes("x")));

        assertThat(answer.at("/name")).isEqualTo(japanese);
        assertThat(base.resolve("input").resolve(japanese)).hasContent("x");
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(base.resolve("input"));
        Files.createSymbolicLink(base.resolve("input/away"), elsewhere);

        assertThat(send(form("x").text("subfolder", "away")).status()).isEqualTo(400);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFileIsNoFolder() {
        send(form("x"));

        assertThat(send(form("y").text("subfolder", name + ".png/deeper")).status())
                .isEqualTo(400);
    }

    @Test
    void aFolderIsNotOverwritten() throws IOException {
        Files.createDirectories(base.resolve("input/" + name + ".png/inside"));

        assertThat(send(form("x").text("overwrite", "true")).status()).isEqualTo(400);
    }

    @Test
    void whatIsNoUploadIsRefusedInWords() {
        assertThat(send(new Form().text("image", "no file")).at("/error/type")).isEqualTo("no_file");
        assertThat(send(form("x").text("type", "models")).at("/error/type")).isEqualTo("invalid_type");
        assertThat(server.client().post("/upload/image", bytes("{}")).at("/error/type"))
                .isEqualTo("not_a_form");
        assertThat(send(form("x").text("subfolder", "s".repeat(70_000))).at("/error/type"))
                .isEqualTo("field_too_long");
    }

    @Test
    void aFormThatIsCutShortIsRefused() {
        byte[] whole = form("some content").bytes();

        Answer answer = Form.send(
                server.client(), "/upload/image", BodyPublishers.ofByteArray(Arrays.copyOf(whole, whole.length - 20)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(base.resolve("input/" + name + ".png")).doesNotExist();
    }

    @Test
    void anUploadBeyondTheLimitIsRefused() {
        byte[] large =
                new Form().file("image", "large.png", new byte[(int) LIMIT]).bytes();

        Answer told = Form.send(server.client(), "/upload/image", BodyPublishers.ofByteArray(large));
        Answer untold = Form.send(
                server.client(), "/upload/image", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(told.status()).isEqualTo(413);
        assertThat(untold.status()).isEqualTo(413);
        assertThat(base.resolve("input/large.png")).doesNotExist();
    }

    @Test
    void manyAtOnceEachGetAName() throws Exception {
        List<Callable<String>> sends = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(
                        i -> () -> send(form("content " + i)).at("/name"))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Set<String> names = new HashSet<>();
            for (var each : pool.invokeAll(sends)) {
                names.add(each.get());
            }
            assertThat(names).hasSize(8);
        } finally {
            pool.shutdown();
        }
    }
}
