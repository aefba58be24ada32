package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.conformance.Frames.Frame;
import io.darkroom.server.fixture.Client;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;

/** What a client learns of one prompt: events while it runs, history and pictures at once after its end. */
final class Followed {
    private final Client http;
    private final String promptId;
    private final List<Frame> own = new ArrayList<>();
    private final List<Frame> others = new ArrayList<>();
    private final Set<String> ran = new LinkedHashSet<>();
    private final Set<String> cached = new LinkedHashSet<>();
    private Optional<Map<?, ?>> error = Optional.empty();
    private Optional<JsonPart> history = Optional.empty();

    Followed(Client http, String promptId) {
        this.http = http;
        this.promptId = promptId;
    }

    /** Takes a frame; others' are not looked at, as scripts do. */
    void hear(Frame frame) {
        if (frame.type().equals("executing")) {
            assertThat(frame.data().keySet().toString()).contains("prompt_id"); // scripts read it before all else
        }
        if (!promptId.equals(frame.data().get("prompt_id"))) {
            if (frame.data().containsKey("prompt_id")) {
                others.add(frame);
            }
            return;
        }
        own.add(frame);
        if (frame.type().equals("executing")) {
            Object node = frame.data().get("node");
            if (node == null) {
                // At once: this is what a script does, and history must be complete by now.
                history = Optional.of(http.get("/history/" + promptId).json().get(promptId));
            } else {
                ran.add(String.valueOf(node));
            }
        } else if (frame.type().equals("execution_cached") && frame.data().get("nodes") instanceof List<?> nodes) {
            nodes.forEach(node -> cached.add(String.valueOf(node)));
        } else if (frame.type().equals("execution_error") && !isBlock(frame)) {
            error = Optional.of(frame.data());
        }
    }

    private static boolean isBlock(Frame frame) {
        return "ExecutionBlocked".equals(frame.data().get("exception_type"));
    }

    boolean isOver() {
        return history.isPresent();
    }

    String promptId() {
        return promptId;
    }

    boolean didRun(Graph.Node node) {
        return ran.contains(node.id());
    }

    boolean wasCached(Graph.Node node) {
        return cached.contains(node.id());
    }

    /** All nodes an {@code executing} was seen for. */
    Set<String> ran() {
        return ran;
    }

    /** The data of {@code execution_error}, if the prompt failed. */
    Optional<Map<?, ?>> error() {
        return error;
    }

    /** The messages of blockers that were told. */
    List<String> blocks() {
        return own.stream()
                .filter(Followed::isBlock)
                .map(frame -> String.valueOf(frame.data().get("exception_message")))
                .toList();
    }

    /** What was heard about other prompts meanwhile. */
    List<Frame> others() {
        return List.copyOf(others);
    }

    List<Frame> frames(String type) {
        return own.stream().filter(frame -> frame.type().equals(type)).toList();
    }

    /** The types of all frames about this prompt. */
    List<String> types() {
        return own.stream().map(Frame::type).toList();
    }

    /** The states of all nodes, by id, each time they were told. */
    List<Map<String, Map<?, ?>>> states() {
        List<Map<String, Map<?, ?>>> all = new ArrayList<>();
        for (Frame frame : frames("progress_state")) {
            Map<String, Map<?, ?>> states = new LinkedHashMap<>();
            if (frame.data().get("nodes") instanceof Map<?, ?> nodes) {
                nodes.forEach((id, state) -> states.put(String.valueOf(id), (Map<?, ?>) state));
            }
            all.add(states);
        }
        return all;
    }

    JsonPart history() {
        return history.orElseThrow();
    }

    String status() {
        return String.valueOf(history().get("status").get("status_str").value());
    }

    /** The grey of each picture that an output shows; each must have one value for all its pixels. */
    List<Integer> greys(Graph.Node output) {
        return pictures(output).stream().map(Followed::grey).toList();
    }

    /** The pictures that an output shows, fetched by what history says of them. */
    List<BufferedImage> pictures(Graph.Node output) {
        JsonPart shown = history().get("outputs").get(output.id());
        return shown.get("images").items().stream().map(this::picture).toList();
    }

    /** Whether history has any pictures of this output. */
    boolean hasPictures(Graph.Node output) {
        return history().get("outputs").value() instanceof Map<?, ?> outputs && outputs.containsKey(output.id());
    }

    private BufferedImage picture(JsonPart file) {
        String query = "filename=" + text(file, "filename") + "&subfolder=" + text(file, "subfolder") + "&type="
                + text(file, "type");
        try {
            BufferedImage image = ImageIO.read(
                    new ByteArrayInputStream(http.get("/view?" + query).bytes()));
            assertThat(image).as("the picture at " + query).isNotNull();
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonPart file, String key) {
        return URLEncoder.encode(String.valueOf(file.get(key).value()), StandardCharsets.UTF_8);
    }

    private static int grey(BufferedImage image) {
        int[] pixels = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        assertThat(pixels).containsOnly(pixels[0]);
        return pixels[0];
    }

    /** What a value between 0 and 1 becomes in a picture: truncated, not rounded. */
    static int grey(double value) {
        return (int) (255 * (float) value);
    }
}
