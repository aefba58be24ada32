package io.darkroom.server.socket;

import io.darkroom.format.json.JsonText;
import io.darkroom.server.event.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes over the wire, encoded once for all who get it.
 *
 * @param subject what it tells the state of: a later frame with the same subject makes this one needless. Empty if each one
 *     counts
 */
record Frame(Body body, Weight weight, Optional<String> subject) {
    private static final int PREVIEW = 1; // comfyui-contract.md, 8.4
    private static final int TEXT = 3;
    private static final int PREVIEW_WITH_METADATA = 4;
    private static final int JPEG = 1;
    private static final int PNG = 2;

    /** How much it matters that a client gets it. */
    enum Weight {
        /** It must arrive, or be there for the client when it comes back. */
        LASTING,
        /** A later one tells all that this one does. */
        STATE,
        /** Gives way first. */
        PREVIEW
    }

    /** What is sent. */
    sealed interface Body {
        int size();
    }

    /** A JSON event; ASCII. */
    record Json(String text) implements Body {
        @Override
        public int size() {
            return text.length();
        }

        /** The event with the number that a client gives when it comes back. */
        String numbered(long number) {
            return "{\"seq\": " + number + ", " + text.substring(1);
        }
    }

    /** A binary frame, in the two forms that clients may want. Read-only: duplicate before reading. */
    record Binary(ByteBuffer plain, ByteBuffer withMetadata) implements Body {
        Binary {
            plain = plain.asReadOnlyBuffer();
            withMetadata = withMetadata.asReadOnlyBuffer();
        }

        @Override
        public int size() {
            return plain.remaining();
        }
    }

    static Frame of(Message message) {
        if (message instanceof Message.Event event) {
            return of(event);
        }
        if (message instanceof Message.Picture picture) {
            return of(picture);
        }
        Message.ProgressText text = (Message.ProgressText) message;
        byte[] node = text.nodeId().getBytes(StandardCharsets.UTF_8);
        byte[] words = text.text().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + node.length + words.length)
                .putInt(TEXT)
                .putInt(node.length)
                .put(node)
                .put(words)
                .flip();
        return new Frame(new Binary(bytes, bytes), Weight.LASTING, Optional.empty());
    }

    /** What the subjects of a prompt's previews start with. */
    static String previewOf(String promptId) {
        return "preview " + promptId + " ";
    }

    private static Frame of(Message.Event event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", event.type());
        json.put("data", event.data());
        Optional<String> subject = switch (event.type()) {
            case "status" -> Optional.of("status");
            case "progress_state" ->
                Optional.of("progress_state " + event.data().get("prompt_id"));
            case "progress" ->
                Optional.of("progress " + event.data().get("prompt_id") + " "
                        + event.data().get("node"));
            default -> Optional.empty();
        };
        return new Frame(new Json(JsonText.of(json)), subject.isPresent() ? Weight.STATE : Weight.LASTING, subject);
    }

    private static Frame of(Message.Picture picture) {
        boolean preview = picture.lasting() == Message.Lasting.PREVIEW;
        return new Frame(
                new Binary(plain(picture), withMetadata(picture)),
                preview ? Weight.PREVIEW : Weight.LASTING,
                preview
                        ? Optional.of("preview " + picture.subject().promptId() + " "
                                + picture.subject().nodeId())
                        : Optional.empty());
    }

    private static ByteBuffer plain(Message.Picture picture) {
        ByteBuffer image = picture.bytes().duplicate();
        return ByteBuffer.allocate(2 * Integer.BYTES + image.remaining())
                .putInt(PREVIEW)
                .putInt(
                        switch (picture.format()) {
                            case JPEG -> JPEG;
                            case PNG -> PNG;
                        })
                .put(image)
                .flip();
    }

    private static ByteBuffer withMetadata(Message.Picture picture) {
        Message.Subject about = picture.subject();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("node_id", about.nodeId());
        metadata.put("prompt_id", about.promptId());
        metadata.put("display_node_id", about.displayNodeId());
        metadata.put("parent_node_id", about.parentNodeId().orElse(null));
        metadata.put("real_node_id", about.realNodeId());
        metadata.put(
                "image_type",
                switch (picture.format()) {
                    case JPEG -> "image/jpeg";
                    case PNG -> "image/png";
                });
        byte[] json = JsonText.of(metadata).getBytes(StandardCharsets.UTF_8);
        ByteBuffer image = picture.bytes().duplicate();
        return ByteBuffer.allocate(2 * Integer.BYTES + json.length + image.remaining())
                .putInt(PREVIEW_WITH_METADATA)
                .putInt(json.length)
                .put(json)
                .put(image)
                .flip();
    }
}
