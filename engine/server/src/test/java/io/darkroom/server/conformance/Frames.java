package io.darkroom.server.conformance;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.fixture.Client;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The text frames of one web socket, in their order. */
final class Frames implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private Frames(Client http, String clientId) {
        URI uri = URI.create(http.uri("/ws?clientId=" + clientId).toString().replaceFirst("http", "ws"));
        this.socket =
                http.http().newWebSocketBuilder().buildAsync(uri, new Ear()).join();
    }

    static Frames open(Client http, String clientId) {
        return new Frames(http, clientId);
    }

    /** A frame {@code {"type", "data"}}. */
    record Frame(String type, Map<?, ?> data) {
        boolean is(String wanted, String promptId) {
            return type.equals(wanted) && promptId.equals(data.get("prompt_id"));
        }
    }

    Frame next() {
        try {
            Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("No frame came within " + PATIENCE_SECONDS + " seconds.");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted.", e);
        }
    }

    List<Frame> unheard() {
        return new ArrayList<>(frames);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Object json = JsonReader.read("frame", text.toString(), JsonLimits.standard());
                text.setLength(0);
                if (json instanceof Map<?, ?> frame && frame.get("data") instanceof Map<?, ?> data) {
                    frames.add(new Frame(String.valueOf(frame.get("type")), data));
                }
            }
            from.request(1);
            return null;
        }
    }
}
