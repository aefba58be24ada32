package io.darkroom.server.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonText;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(base);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theOutputsAreAnsweredWithTheirAddresses() throws IOException {
        Answer answer = client.post("/run", Map.of("prompt", Toys.picture("run")));

        String url = answer.at("/outputs/2/images/0/url");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(client.get(url).bytes()).isEqualTo(Files.readAllBytes(base.resolve("output/run_00001_.png")));
    }

    @Test
    void thePictureItselfIsAnsweredToThoseWhoAcceptOne() throws IOException {
        Answer answer = client.with("Accept", "image/png").post("/run", Toys.editorPicture("direct"));

        assertThat(answer.header("Content-Type")).contains("image/png");
        assertThat(answer.bytes()).isEqualTo(Files.readAllBytes(base.resolve("output/direct_00001_.png")));
    }

    @Test
    void filesAreInTheAnswerIfAskedFor() throws IOException {
        Answer answer = client.post("/run?base64=true", Map.of("prompt", Toys.picture("inside")));

        assertThat(Base64.getDecoder().decode(answer.at("/outputs/2/images/0/base64")))
                .isEqualTo(Files.readAllBytes(base.resolve("output/inside_00001_.png")));
    }

    @Test
    void whoPrefersNotToWaitIsToldWhereToLook() {
        Answer answer = client.with("Prefer", "respond-async")
                .post("/run", Map.of("prompt", Toys.picture("async"), "prompt_id", "a b"));

        client.await("a b");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).contains("/jobs/a%20b");
        assertThat(client.get("/jobs/a%20b").at("/status")).isEqualTo("completed");
    }

    @Test
    void aFailingPromptIsAnsweredWithTheNodesWords() {
        Answer answer = client.post("/run", Map.of("prompt", Toys.failing()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/error/message"))
                .startsWith("Node 3 (TestSyncError): Intentional sync execution error for testing");
    }

    @Test
    void aWrongPromptIsAnsweredAsByPrompt() {
        Answer answer = client.post("/run", Map.of("prompt", Map.of()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/type")).isEqualTo("prompt_no_outputs");
    }

    @Test
    void aPromptThatIsCancelledWhileItsClientWaitsIsSaid() {
        var answer = new Answer[1];
        Thread waiting = new Thread(() -> answer[0] =
                client.post("/run", Map.of("prompt", Toys.slow(60, "cancelled"), "prompt_id", "cancelled")));
        waiting.start();
        client.awaitStart("cancelled");

        client.post("/interrupt", Map.of("prompt_id", "cancelled"));
        client.await("cancelled");

        assertThat(waiting).satisfies(thread -> thread.join(10_000));
        assertThat(answer[0].status()).isEqualTo(409);
    }

    @Test
    void aClientThatHangsUpTakesItsPromptWithIt() throws IOException {
        try (Socket socket = post("/run", Map.of("prompt", Toys.slow(60, "gone"), "prompt_id", "gone"))) {
            client.awaitStart("gone");
        }

        JsonPart entry = client.await("gone");

        assertThat(entry.get("darkroom").get("outcome").value()).isEqualTo("cancelled");
    }

    @Test
    void aClientThatAskedToKeepItsPromptMayHangUp() throws IOException {
        try (Socket socket = post("/run?keep=true", Map.of("prompt", Toys.slow(0.5, "kept"), "prompt_id", "kept"))) {
            client.awaitStart("kept");
        }

        assertThat(client.await("kept").get("status").get("status_str").value()).isEqualTo("success");
    }

    @Test
    void aConnectionServesTheNextRequestAfterAWait() throws IOException {
        try (Socket socket = post("/run", Map.of("prompt", Toys.slow(0.2, "first")))) {
            String first = answer(socket);
            send(socket, "/run", Map.of("prompt", Toys.slow(0.2, "second")));

            assertThat(first).contains("first_00001_.png");
            assertThat(answer(socket)).contains("second_00001_.png");
        }
    }

    @Test
    void aRequestSentBeforeTheAnswerEndsTheConnectionWithTheAnswer() throws IOException {
        try (Socket socket = post("/run", Map.of("prompt", Toys.slow(1, "early"), "prompt_id", "early"))) {
            client.awaitStart("early");
            send(socket, "/run", Map.of("prompt", Toys.picture("lost")));

            assertThat(answer(socket)).contains("early_00001_.png");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aWorkflowIsConvertedToBothForms() {
        Answer api = client.post("/workflow/convert", Toys.editorPicture("c"));
        Answer editor = client.post("/workflow/convert?to=editor", Toys.editorPicture("c"));
        Answer none = client.post("/workflow/convert?to=editor", Toys.picture("c"));

        assertThat(api.at("/2/inputs/images/0")).isEqualTo("1");
        assertThat(editor.at("/nodes/0/title")).isEqualTo("Square");
        assertThat(none.status()).isEqualTo(400);
    }

    private static Socket post(String path, Object json) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        send(socket, path, json);
        return socket;
    }

    private static void send(Socket socket, String path, Object json) throws IOException {
        String body = JsonText.of(json);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** An answer with a Content-Length, so that the connection stays readable after it. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: ([0-9]+).*", "$1"));
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }
}
