package io.darkroom.server.conformance;

import io.darkroom.server.conformance.Frames.Frame;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script as ComfyUI's users write them: one client id, JSON labelled as a form as Python's {@code urllib} does, paths
 * without {@code /api}, and a loop over the web socket until {@code executing} names no node.
 */
final class PromptClient implements AutoCloseable {
    private final Client http;
    private final String id;
    private Frames frames;

    PromptClient(Client http, String id) {
        this.http = http.with("Content-Type", "application/x-www-form-urlencoded");
        this.id = id;
        this.frames = Frames.open(http, id);
    }

    /** Opens the web socket again under the same id, without a word to the one before. */
    void reconnect() {
        frames = Frames.open(http, id);
    }

    Client http() {
        return http;
    }

    /** Posts a prompt and follows it to its end. */
    Followed run(Graph graph) {
        return follow(submit(graph));
    }

    /** Runs only some of a prompt's outputs. */
    Followed run(Graph graph, List<String> targets) {
        return follow(accepted(post(graph, Map.of("partial_execution_targets", targets))));
    }

    /** Posts a prompt that must be taken; gives its id. */
    String submit(Graph graph) {
        return accepted(post(graph, Map.of()));
    }

    Answer post(Graph graph, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", graph.prompt());
        body.put("client_id", id);
        body.putAll(more);
        return http.post("/prompt", body);
    }

    private static String accepted(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("The prompt was refused with " + answer.status() + ": " + answer.text());
        }
        return answer.at("/prompt_id");
    }

    /** Hears frames until the prompt is over, in whichever way. */
    Followed follow(String promptId) {
        Followed followed = new Followed(http, promptId);
        while (!followed.isOver()) {
            followed.hear(frames.next());
        }
        return followed;
    }

    /** Hears frames until a node of the prompt is at work. */
    void awaitStart(String promptId, String node) {
        Frame frame = frames.next();
        while (!(frame.is("executing", promptId) && node.equals(frame.data().get("node")))) {
            frame = frames.next();
        }
    }

    /** The next frame, whatever it is about. */
    Frame nextFrame() {
        return frames.next();
    }

    /** The frames that have come and were not heard yet. */
    List<Frame> unheard() {
        return frames.unheard();
    }

    @Override
    public void close() {
        frames.close();
    }
}
