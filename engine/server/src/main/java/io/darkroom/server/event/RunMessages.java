package io.darkroom.server.event;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.NodeRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the engine's events about one prompt into what its clients are told (comfyui-contract.md, 8.3), in the order that
 * they are used to. Safe for concurrent use.
 */
public final class RunMessages implements Consumer<Event> {
    /** Progress in quick succession: enough for a whole sampling, and for eyes after that. */
    private static final int BURST = 100;

    private static final int A_SECOND = 30;

    private final String promptId;
    private final Workflow workflow;
    private final PromptAudience audience;
    private final PreviewMaker previews;
    private final InstantSource clock;
    private final Throttle throttle = new Throttle(BURST, A_SECOND);
    private final Map<String, NodeProgress> nodes = new LinkedHashMap<>();
    private final Map<String, Instant> begun = new LinkedHashMap<>();
    private final Map<String, Instant> ended = new LinkedHashMap<>();
    private final List<String> executed = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Message.Event> kept = new ArrayList<>();
    private @Nullable NodeRef current;
    /** Held for moments, also by the thread that draws previews, which must not wait for the rest. */
    private final Object wire = new Object();

    private String told = ""; // guarded by wire
    private volatile Instant lastSign;

    /**
     * @param painter draws the previews
     * @param previewSide their longer side, in pixels
     */
    public RunMessages(
            String promptId,
            Workflow workflow,
            PromptAudience audience,
            Executor painter,
            int previewSide,
            InstantSource clock) {
        this.promptId = promptId;
        this.workflow = workflow;
        this.audience = audience;
        this.previews = new PreviewMaker(painter, previewSide, this::tellFrame);
        this.clock = clock;
        this.lastSign = clock.instant();
    }

    @Override
    public synchronized void accept(Event event) {
        lastSign = clock.instant();
        if (event instanceof Event.RunStarted) {
            keep(new Message.Event("execution_start", stamped(new LinkedHashMap<>())));
        } else if (event instanceof Event.CachedNodes cached) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("nodes", cached.nodes());
            keep(new Message.Event("execution_cached", stamped(data)));
        } else if (event instanceof Event.NodeStarted started) {
            started(started.node());
        } else if (event instanceof Event.Progressed progressed) {
            progressed(progressed);
        } else if (event instanceof Event.Previewed previewed) {
            previews.offer(subject(previewed.node()), previewed.image());
        } else if (event instanceof Event.PictureSent sent) {
            sent(sent);
        } else if (event instanceof Event.Warned warned) {
            warnings.add(warned.node().sentenceStart() + ": " + warned.sentence());
            audience.tellWatching(new Message.ProgressText(warned.node().id(), warned.sentence()));
        } else if (event instanceof Event.NodeBlocked blocked) {
            audience.tellOwn(Endings.blocked(promptId, blocked.node(), blocked.message(), List.copyOf(executed)));
        } else if (event instanceof Event.NodeFinished finished) {
            finished(finished);
        }
    }

    /** The event that ends the prompt, for its history; it is told to nobody yet. */
    public synchronized Message.Event end(Ending ending) {
        long now = clock.millis();
        Message.Event end;
        if (ending instanceof Ending.Failed failed) {
            failed.failure().node().ifPresent(this::failed);
            end = Endings.failed(promptId, workflow, failed.failure(), now);
        } else if (ending instanceof Ending.Interrupted interrupted) {
            end = Endings.interrupted(promptId, interrupted, Optional.ofNullable(current), List.copyOf(executed), now);
        } else {
            end = Endings.succeeded(promptId, now);
        }
        kept.add(end);
        return end;
    }

    /** The events that the prompt's history keeps, so far. */
    public synchronized List<Message.Event> kept() {
        return List.copyOf(kept);
    }

    /** What nodes warned of, a sentence each. */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** When each node began for the first time, by its id. */
    public synchronized Map<String, Instant> begun() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(begun));
    }

    /** When each node finished, by its id. */
    public synchronized Map<String, Instant> ended() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(ended));
    }

    /** The node that began last, as clients show it. */
    public synchronized Optional<String> currentNode() {
        return Optional.ofNullable(current).map(NodeRef::displayId);
    }

    /** The data of a {@code progress_state} event. */
    public synchronized Map<String, @Nullable Object> progress() {
        Map<String, @Nullable Object> states = new LinkedHashMap<>();
        nodes.forEach((id, progress) -> states.put(id, progress.toJson(promptId)));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("prompt_id", promptId);
        data.put("nodes", states);
        return data;
    }

    /** When the engine last told anything. */
    public Instant lastSign() {
        return lastSign;
    }

    private void started(NodeRef node) {
        nodes.put(node.id(), NodeProgress.started(node));
        begun.putIfAbsent(node.id(), clock.instant());
        current = node;
        tellProgress();
        tellExecuting(node.id(), node.displayId());
    }

    private void progressed(Event.Progressed event) {
        if (event.value().doubleValue() == 0 && event.max().doubleValue() == 1) {
            return; // a node without steps asks whether it is cancelled; that it began is told already
        }
        NodeRef node = event.node();
        NodeProgress before = nodes.getOrDefault(node.id(), NodeProgress.started(node));
        nodes.put(node.id(), before.at(event.value(), event.max()));
        if (event.value().doubleValue() < event.max().doubleValue() && !throttle.passes()) {
            return; // the node's next progress, or its end, tells this too
        }
        tellProgress();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("value", event.value());
        data.put("max", event.max());
        data.put("prompt_id", promptId);
        data.put("node", node.id());
        audience.tellWatching(new Message.Event("progress", data));
    }

    private void sent(Event.PictureSent event) {
        for (int i = 0; i < event.image().batch(); i++) {
            tellFrame(new Message.Picture(
                    subject(event.node()),
                    Message.Format.PNG,
                    PictureEncoder.png(event.image(), i),
                    Message.Lasting.RESULT));
        }
    }

    private void tellExecuting(String nodeId, String displayNode) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("node", nodeId);
        data.put("display_node", displayNode);
        data.put("prompt_id", promptId);
        synchronized (wire) {
            told = nodeId;
            audience.tellOwn(new Message.Event("executing", data));
        }
    }

    /**
     * A plain frame does not say which node it is from: clients take it for that of the latest {@code executing}. Where nodes
     * work beside each other, that is told again first.
     */
    private void tellFrame(Message.Picture picture) {
        synchronized (wire) {
            if (!picture.subject().nodeId().equals(told)) {
                tellExecuting(picture.subject().nodeId(), picture.subject().displayNodeId());
            }
            audience.tellWatching(picture);
        }
    }

    private void finished(Event.NodeFinished event) {
        NodeRef node = event.node();
        boolean ran = event.origin() == Event.Origin.RAN;
        previews.flush(node.id()); // a preview after the node's end would be taken for the next node's result
        if (ran) {
            executed.add(node.id());
            ended.put(node.id(), lastSign);
        }
        if (!ran || !event.shown().values().isEmpty()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("node", node.id());
            data.put("display_node", node.displayId());
            data.put(
                    "output",
                    event.shown().values().isEmpty() ? null : event.shown().values());
            data.put("prompt_id", promptId);
            audience.tellOwn(new Message.Event("executed", data));
        }
        NodeProgress before = nodes.get(node.id());
        nodes.put(node.id(), before == null ? NodeProgress.known(node) : before.finished());
        tellProgress();
    }

    private void failed(NodeRef node) {
        NodeProgress before = nodes.get(node.id());
        if (before != null) {
            previews.flush(node.id());
            nodes.put(node.id(), before.failed());
            tellProgress();
        }
    }

    private void tellProgress() {
        audience.tellWatching(new Message.Event("progress_state", progress()));
    }

    private void keep(Message.Event event) {
        kept.add(event);
        audience.tellOwn(event);
    }

    private Map<String, @Nullable Object> stamped(Map<String, @Nullable Object> data) {
        data.put("prompt_id", promptId);
        data.put("timestamp", clock.millis());
        return data;
    }

    private Message.Subject subject(NodeRef node) {
        return new Message.Subject(promptId, node.id(), node.displayId(), node.parentId(), node.realId());
    }
}
