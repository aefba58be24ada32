package io.darkroom.server.event;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client is told over its web socket (comfyui-contract.md, 8). */
public sealed interface Message {
    /** A JSON event. */
    record Event(String type, Map<String, @Nullable Object> data) implements Message {
        public Event {
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }
    }

    /**
     * A picture in a binary frame: a preview, or a result for a client that wants no file.
     *
     * @param bytes read-only; duplicate before reading
     * @param lasting a result, which must arrive; a preview may give way to the next one
     */
    record Picture(Subject subject, Format format, ByteBuffer bytes, Lasting lasting) implements Message {
        public Picture {
            bytes = bytes.asReadOnlyBuffer();
        }
    }

    /** Text under a node, in a binary frame. */
    record ProgressText(String nodeId, String text) implements Message {}

    /** The node that a picture is about. */
    record Subject(
            String promptId, String nodeId, String displayNodeId, Optional<String> parentNodeId, String realNodeId) {}

    /** How a picture is encoded. */
    enum Format {
        JPEG,
        PNG
    }

    /** Whether a picture may be left out when its client is slow. */
    enum Lasting {
        RESULT,
        PREVIEW
    }
}
