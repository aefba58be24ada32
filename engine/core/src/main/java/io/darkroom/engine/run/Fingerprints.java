package io.darkroom.engine.run;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.catalogue.PassedConstants;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the nodes of a run say they depend on beside their inputs; each is asked once. */
final class Fingerprints {
    private final Map<String, Optional<Print>> prints = new ConcurrentHashMap<>();

    /** What a node said; may be nothing. */
    record Print(@Nullable Object value) {}

    /** Empty if it cannot say; as in ComfyUI such a node runs every time, and then says why. */
    Optional<Print> of(String id, WorkflowNode node, NodeType type) {
        return prints.computeIfAbsent(id, absent -> ask(node, type));
    }

    private static Optional<Print> ask(WorkflowNode node, NodeType type) {
        try {
            return Optional.of(new Print(type.behaviour().fingerprint(PassedConstants.of(type, node))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception | StackOverflowError | LinkageError e) {
            return Optional.empty();
        }
    }
}
