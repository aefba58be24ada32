package io.darkroom.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final int LIMIT = 10_000;

    @TempDir
    private static Path base;

    private static TestServer server;

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

    @Test
    void anUnknownPathIsSaidInJson() {
        Answer answer = server.client().get("/nosuch");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).contains("application/json;charset=utf-8");
        assertThat(answer.at("/error/message")).contains("/nosuch");
    }

    @Test
    void optionsAreAnsweredOnEveryPath() {
        assertThat(server.client()
                        .send("OPTIONS", "/whatever", BodyPublishers.noBody())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anotherMethodIsRefusedAsSuch() {
        assertThat(server.client().delete("/prompt").status()).isEqualTo(405);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAlsoWhenItsLengthIsNotSaid() {
        byte[] body = new byte[LIMIT + 1];

        assertThat(server.client().post("/prompt", body).status()).isEqualTo(413);
        assertThat(server.client()
                        .send("POST", "/prompt", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aConnectionThatWillBeClosedIsSaidToBe() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /queue?%zz=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /prompt HTTP/1.1\r\nHost: a\r\nContent-Length: minus\r\n\r\n",
            })
    void whatIsNoProperRequestGetsNoServerError(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);

            assertThat(answer).matches("HTTP/1.1 [24]..");
        }
    }
}
