package io.darkroom.engine.run;

import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.node.Shown;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.engine.cache.NodeResult;
import io.darkroom.engine.cache.OutputCache;
import io.darkroom.engine.run.Event.NodeFinished;
import io.darkroom.engine.run.Event.Origin;
import io.darkroom.engine.run.ReadyNodes.Beside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One run. The calling thread works on ready nodes and waits for more; when more than one is ready, helpers join until
 * nothing is left for them. What is planned and done changes under one lock, nodes work outside it.
 */
final class Run {
    private final RunEnvironment environment;
    private final OutputCache cache;
    private final Executor branches;
    private final int workersAllowed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RunGraph graph;
    private final List<NodeFinished> finished = new ArrayList<>();
    private final List<String> cached = new ArrayList<>();
    private @Nullable Ending ending;
    private int workers = 1;
    private int running;
    private boolean interrupted;
    private volatile boolean memoryRanOut;

    Run(RunEnvironment environment, OutputCache cache, Executor branches, int workersAllowed) {
        this.environment = environment;
        this.cache = cache;
        this.branches = branches;
        this.workersAllowed = workersAllowed;
        this.graph = new RunGraph(environment.nodes());
    }

    RunResult run() {
        long start = System.nanoTime();
        environment.tell(new Event.RunStarted(environment.promptId()));
        CancelSwitch stop = environment.stop();
        try (Cancellation.Registration user =
                environment.request().cancellation().onRequest(stop::cancel)) {
            begin();
            work();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException deaf = environment.listenerFailure();
        if (deaf != null) {
            throw deaf;
        }
        environment.nodes().durable().ifPresent(Durable::keep);
        Ending end = ending();
        environment.tell(new Event.RunFinished(environment.promptId(), end));
        return new RunResult(
                environment.promptId(), end, finished, cached, Duration.ofNanos(System.nanoTime() - start));
    }

    String promptId() {
        return environment.promptId();
    }

    /** The ids of the networks that results of this run stand for. */
    Set<String> models() {
        List<NodeResult> results;
        lock.lock();
        try {
            results = environment.nodes().results();
        } finally {
            lock.unlock();
        }
        Set<String> models = new HashSet<>();
        results.forEach(result -> models.addAll(result.models()));
        return models;
    }

    /** Whether a node failed because memory did not suffice. */
    boolean memoryRanOut() {
        return memoryRanOut;
    }

    /** Looks up what is known and plans the rest. */
    private void begin() {
        List<NodeFinished> shownAgain = new ArrayList<>();
        try {
            plan(shownAgain);
        } catch (Throwable e) { // fingerprints are the work of nodes, too
            end(new Ending.Failed(Failures.unplanned(e, progress())));
        }
        environment.tell(new Event.CachedNodes(environment.promptId(), cached));
        shownAgain.forEach(environment::tell);
    }

    private void plan(List<NodeFinished> shownAgain) {
        lock.lock();
        try {
            RunNodes nodes = environment.nodes();
            List<String> targets = environment.request().targets();
            nodes.cached(targets).forEach(node -> cached.add(node.id()));
            for (String id : targets) {
                RunNode target = nodes.get(id, Optional.empty());
                if (target.isDone()) {
                    shownAgain.add(fromCache(target));
                } else {
                    graph.plan(target);
                }
            }
            if (workersAllowed > 1) {
                graph.orderOutputs();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Works until nothing is left to do. */
    private void work() {
        Optional<RunNode> next = next(Worker.CALLER);
        while (next.isPresent()) {
            attempt(next.get());
            next = next(Worker.CALLER);
        }
        if (ending == null && !environment.stop().requested() && !graph.isFinished()) {
            end(new Ending.Failed(Failures.cycle(graph.cycle(), progress())));
        }
    }

    private void help() {
        Optional<RunNode> next = next(Worker.HELPER);
        while (next.isPresent()) {
            attempt(next.get());
            next = next(Worker.HELPER);
        }
    }

    /** Takes the next node; empty when this worker may go: a helper when nothing is ready, the caller when all is over. */
    private Optional<RunNode> next(Worker worker) {
        lock.lock();
        try {
            while (true) {
                Optional<RunNode> next = isOver() ? Optional.empty() : graph.take(beside());
                if (next.isPresent()) {
                    running++;
                    callHelp();
                    return next;
                }
                if (worker == Worker.HELPER) {
                    workers--;
                    changed.signal();
                    return next;
                }
                if (running == 0) {
                    return next;
                }
                try {
                    changed.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancelOutsideLock();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return ending != null || environment.stop().requested();
    }

    private Beside beside() {
        return running == 0 ? Beside.NOTHING : Beside.OTHERS;
    }

    /** Nodes act on it, and what they do is not known; it must not happen under the lock. */
    private void cancelOutsideLock() {
        lock.unlock();
        try {
            environment.stop().cancel();
        } finally {
            lock.lock();
        }
    }

    /** Wakes the caller if it waits, else starts a helper, if there is something for one more worker. */
    private void callHelp() {
        if (!graph.ready().has(Beside.OTHERS)) {
            return;
        }
        if (lock.hasWaiters(changed)) {
            changed.signal();
        } else if (workers < workersAllowed) {
            try {
                branches.execute(this::help);
                workers++;
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                return; // without another thread the branch runs later, on one that there is
            }
        }
    }

    private void attempt(RunNode node) {
        Attempt attempt = new Attempt(environment, node);
        try {
            settle(node, node.borrowed == null ? attempt.run() : new Attempt.Step.Finished(node.borrowed, false));
        } catch (Throwable thrown) { // errors too: a node that overflows the stack must not take the engine with it
            end(node, thrown, attempt);
        }
        lock.lock();
        try {
            running--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void settle(RunNode node, Attempt.Step step) {
        if (step instanceof Attempt.Step.Finished done) {
            NodeFinished event = finished(node, done.result());
            boolean told = event.origin() == Origin.RAN || node.isOutput();
            if (done.again()) {
                node.key.ifPresent(
                        key -> cache.put(key, environment.nodes().owner(node).orElse(key), done.result()));
            }
            if (told) {
                environment.tell(event);
            }
            lock.lock();
            try {
                if (told) {
                    finished.add(event);
                }
                if (done.again()) {
                    environment.nodes().durable().ifPresent(disk -> disk.made(node, done.result()));
                }
                graph.finish(node, done.result(), done.again());
            } finally {
                lock.unlock();
            }
        } else if (step instanceof Attempt.Step.NeedsInputs needs) {
            lock.lock();
            try {
                node.demanded.addAll(needs.names());
                graph.demand(node, needs.names());
            } finally {
                lock.unlock();
            }
        } else if (step instanceof Attempt.Step.Expands expands) {
            List<NodeFinished> shownAgain = new ArrayList<>();
            lock.lock();
            try {
                for (RunNode output : graph.expand(node, expands.expanded())) {
                    if (output.isDone()) {
                        shownAgain.add(fromCache(output));
                    }
                }
            } finally {
                lock.unlock();
            }
            shownAgain.forEach(environment::tell);
        }
    }

    private NodeFinished finished(RunNode node, NodeResult result) {
        return new NodeFinished(
                environment.promptId(),
                node.ref,
                node.borrowed == null ? Origin.RAN : Origin.CACHED,
                result.shown(),
                Duration.ofNanos(node.nanos),
                node.peakBytes);
    }

    private NodeFinished fromCache(RunNode node) {
        NodeResult result = node.result;
        Shown shown = result == null ? Shown.NOTHING : result.shown();
        NodeFinished event = new NodeFinished(environment.promptId(), node.ref, Origin.CACHED, shown, Duration.ZERO, 0);
        finished.add(event);
        return event;
    }

    private void end(RunNode node, Throwable thrown, Attempt attempt) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (thrown instanceof OutOfMemoryError || thrown instanceof NotEnoughMemoryException) {
            memoryRanOut = true;
        }
        boolean stopped = thrown instanceof CancelledException
                || thrown instanceof InterruptedException
                || environment.stop().requested();
        end(
                stopped
                        ? new Ending.Interrupted(Optional.of(node.ref))
                        : new Ending.Failed(Failures.thrown(node.ref, thrown, attempt.inputs(), progress())));
    }

    /** The first end counts. What still runs is told to stop, without the lock, since nodes act on it. */
    private void end(Ending end) {
        lock.lock();
        try {
            if (ending == null) {
                ending = end;
            }
        } finally {
            lock.unlock();
        }
        environment.stop().cancel();
    }

    private Ending ending() {
        Ending end = ending;
        if (end != null) {
            return end;
        }
        return graph.isFinished() ? new Ending.Succeeded() : new Ending.Interrupted(Optional.empty());
    }

    private Failures.Progress progress() {
        lock.lock();
        try {
            List<String> executed = finished.stream()
                    .filter(event -> event.origin() == Origin.RAN)
                    .map(event -> event.node().id())
                    .toList();
            return new Failures.Progress(executed, List.copyOf(cached));
        } finally {
            lock.unlock();
        }
    }

    /** Who works. */
    private enum Worker {
        CALLER,
        HELPER
    }
}
