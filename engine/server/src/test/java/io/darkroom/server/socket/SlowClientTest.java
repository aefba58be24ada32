package io.darkroom.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Ear;
import io.darkroom.server.fixture.Prompts;
import io.darkroom.server.fixture.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that opens a socket and reads nothing. */
class SlowClientTest {
    /** Pictures of noise, three megabytes each: together more than is kept waiting for anybody. */
    private static final String HEAVY = "{'1': {'class_type': 'StubImage', 'inputs': {'content': 'NOISE', 'height':"
            + " 1024, 'width': 1024, 'batch_size': 14}}, '2': {'class_type': 'SaveImageWebsocket', 'inputs':"
            + " {'images': ['1', 0]}}}";

    private static final byte[] TRY_AGAIN_LATER = {(byte) 0x03, (byte) 0xf5}; // 1013

    @TempDir
    Path base;

    @Test
    void isClosedWithAReasonAndDelaysNobody() throws IOException {
        try (TestServer server = TestServer.start(base);
                Socket slow = open(server, "slow");
                Ear other = Ear.open(server, "clientId=other")) {
            Prompts.of(server.parts(), "slow").submit("heavy", HEAVY, "2");
            Prompts.of(server.parts(), "slow").finished("heavy");
            Prompts.of(server.parts(), "other")
                    .submit(
                            "light",
                            "{'1': {'class_type': 'StubImage', 'inputs': {'content': 'BLACK', 'height': 8, 'width': 8,"
                                    + " 'batch_size': 1}}, '2': {'class_type': 'SaveImageWebsocket', 'inputs':"
                                    + " {'images': ['1', 0]}}}",
                            "2");
            other.over("light");

            byte[] tail = tail(slow.getInputStream());
            int close = lastClose(tail);
            assertThat(Arrays.copyOfRange(tail, close + 2, close + 4)).isEqualTo(TRY_AGAIN_LATER);
            assertThat(new String(tail, close + 4, tail.length - close - 4, StandardCharsets.UTF_8))
                    .startsWith("You read too slowly");
        }
    }

    /** Opens a web socket by hand; reads only the answer's head. */
    private static Socket open(TestServer server, String clientId) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(("GET /ws?clientId=" + clientId + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** The last bytes before the end. */
    private static byte[] tail(InputStream in) throws IOException {
        byte[] tail = new byte[0];
        byte[] chunk = new byte[1 << 16];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            byte[] joined = Arrays.copyOf(tail, tail.length + n);
            System.arraycopy(chunk, 0, joined, tail.length, n);
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - 200), joined.length);
        }
        return tail;
    }

    /** Where the frame begins that closes the socket: opcode 8, a length that fits what follows. */
    private static int lastClose(byte[] tail) {
        for (int i = tail.length - 4; i >= 0; i--) {
            if (tail[i] == (byte) 0x88 && tail[i + 1] == tail.length - i - 2) {
                return i;
            }
        }
        throw new AssertionError("The socket ended without a word.");
    }
}
