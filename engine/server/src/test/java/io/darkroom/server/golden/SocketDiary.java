package io.darkroom.server.golden;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.fixture.TestServer;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a client is told over its socket. */
final class SocketDiary implements WebSocket.Listener {
    private final List<JsonPart> messages = new CopyOnWriteArrayList<>();
    private final List<List<Integer>> pictures = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean inFrame;

    static SocketDiary open(TestServer server, String clientId) {
        SocketDiary diary = new SocketDiary();
        server.client()
                .http()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws?clientId=" + clientId), diary)
                .join();
        return diary;
    }

    List<JsonPart> messages() {
        return messages;
    }

    /** The first two numbers of each binary message: what it is and how it is encoded. */
    List<List<Integer>> pictures() {
        return pictures;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(JsonPart.root("message", JsonReader.read("message", text.toString(), JsonLimits.standard())));
            text.setLength(0);
        }
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        if (!inFrame) {
            pictures.add(List.of(data.getInt(), data.getInt()));
        }
        inFrame = !last;
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }
}
