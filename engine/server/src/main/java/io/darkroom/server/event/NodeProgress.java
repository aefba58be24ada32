package io.darkroom.server.event;

import io.darkroom.engine.run.NodeRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a node is, as {@code progress_state} tells it.
 *
 * @param value whole once the node told its progress, a fraction before, as in ComfyUI
 */
record NodeProgress(NodeRef node, Number value, Number max, State state) {
    /** A word of the wire. */
    enum State {
        RUNNING("running"),
        FINISHED("finished"),
        ERROR("error");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    static NodeProgress started(NodeRef node) {
        return new NodeProgress(node, 0.0, 1.0, State.RUNNING);
    }

    static NodeProgress known(NodeRef node) {
        return new NodeProgress(node, 1, 1, State.FINISHED);
    }

    NodeProgress at(Number newValue, Number newMax) {
        return new NodeProgress(node, newValue, newMax, State.RUNNING);
    }

    NodeProgress finished() {
        return new NodeProgress(node, max, max, State.FINISHED);
    }

    NodeProgress failed() {
        return new NodeProgress(node, value, max, State.ERROR);
    }

    Map<String, @Nullable Object> toJson(String promptId) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("value", value);
        json.put("max", max);
        json.put("state", state.word);
        json.put("node_id", node.id());
        json.put("prompt_id", promptId);
        json.put("display_node_id", node.displayId());
        json.put("parent_node_id", node.parentId().orElse(null));
        json.put("real_node_id", node.realId());
        return json;
    }
}
