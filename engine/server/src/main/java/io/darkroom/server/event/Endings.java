package io.darkroom.server.event;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Failure;
import io.darkroom.engine.run.NodeRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events that end a prompt, which its history keeps too. */
public final class Endings {
    public static final String SUCCEEDED = "execution_success";
    public static final String FAILED = "execution_error";
    public static final String INTERRUPTED = "execution_interrupted";

    private static final String CYCLE = "graph.DependencyCycleError";

    private Endings() {}

    static Message.Event succeeded(String promptId, long timestamp) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("prompt_id", promptId);
        data.put("timestamp", timestamp);
        return new Message.Event(SUCCEEDED, data);
    }

    /** @param last the node that began last, for an interruption between two nodes */
    static Message.Event interrupted(
            String promptId, Ending.Interrupted ending, Optional<NodeRef> last, List<String> executed, long timestamp) {
        Optional<NodeRef> node = ending.node().or(() -> last);
        return interruption(
                promptId,
                node.map(NodeRef::realId).orElse(null),
                node.map(NodeRef::type).orElse(null),
                executed,
                timestamp);
    }

    /** A prompt that was taken away while it waited. */
    public static Message.Event neverRan(String promptId, long timestamp) {
        return interruption(promptId, null, null, List.of(), timestamp);
    }

    private static Message.Event interruption(
            String promptId,
            @Nullable String nodeId,
            @Nullable String nodeType,
            List<String> executed,
            long timestamp) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("prompt_id", promptId);
        data.put("node_id", nodeId);
        data.put("node_type", nodeType);
        data.put("executed", executed);
        data.put("timestamp", timestamp);
        return new Message.Event(INTERRUPTED, data);
    }

    static Message.Event failed(String promptId, Workflow workflow, Failure failure, long timestamp) {
        Optional<String> nodeId = failure.node().map(node -> blamed(node, failure));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("prompt_id", promptId);
        data.put("node_id", nodeId.orElse(null));
        data.put(
                "node_type",
                nodeId.flatMap(workflow::node)
                        .map(WorkflowNode::type)
                        .or(() -> failure.node().map(NodeRef::type))
                        .orElse(null));
        data.put("executed", failure.executed());
        data.put("exception_message", failure.message() + "\n" + tip(failure));
        data.put("exception_type", failure.exceptionType());
        data.put("traceback", failure.traceback());
        data.put("current_inputs", failure.currentInputs());
        data.put("current_outputs", failure.cached());
        data.put("timestamp", timestamp);
        return new Message.Event(FAILED, data);
    }

    /** A failure that is no node's: the prompt cannot be run, or the server is at fault. */
    public static Message.Event failed(
            String promptId, Optional<NodeRef> node, String message, String exceptionType, long timestamp) {
        return failed(
                promptId,
                new Workflow(Map.of()),
                new Failure(
                        node,
                        message,
                        message,
                        exceptionType,
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        List.of()),
                timestamp);
    }

    /** A blocker with a message reached a node; the prompt goes on. Has no time and is not kept, as in ComfyUI. */
    static Message.Event blocked(String promptId, NodeRef node, String message, List<String> executed) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("prompt_id", promptId);
        data.put("node_id", node.realId());
        data.put("node_type", node.type());
        data.put("executed", executed);
        data.put("exception_message", "Execution Blocked: " + message);
        data.put("exception_type", "ExecutionBlocked");
        data.put("traceback", List.of());
        data.put("current_inputs", Map.of());
        data.put("current_outputs", List.of());
        return new Message.Event(FAILED, data);
    }

    /** The node of the prompt that the failing one stems from; of a cycle, the one that it is shown as. */
    private static String blamed(NodeRef node, Failure failure) {
        return failure.exceptionType().equals(CYCLE) ? node.displayId() : node.realId();
    }

    /** The sentence for the user, where it says more than the message. */
    private static String tip(Failure failure) {
        return failure.sentence().endsWith(failure.message()) ? "" : failure.sentence();
    }
}
