package io.darkroom.server.metrics;

import io.darkroom.queue.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens, from the start of the process on. Cheap, and safe for concurrent use. */
public final class Tally {
    private final ConcurrentMap<Outcome.Kind, Span> prompts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Span> nodes = new ConcurrentHashMap<>();
    private final ConcurrentMap<Answer, Span> answers = new ConcurrentHashMap<>();

    /** How often something happened and how long it took in all. */
    static final class Span {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(Duration duration) {
            count.increment();
            nanos.add(duration.toNanos());
        }

        long count() {
            return count.sum();
        }

        double nanos() {
            return nanos.sum();
        }
    }

    /**
     * A kind of answer.
     *
     * @param route as it is registered, so that paths with names in them are one
     */
    record Answer(String method, String route, int status) {}

    /** A prompt is over. */
    public void prompt(Outcome.Kind outcome, Duration duration) {
        prompts.computeIfAbsent(outcome, absent -> new Span()).add(duration);
    }

    /** A node ran. */
    public void node(String classType, Duration duration) {
        nodes.computeIfAbsent(classType, absent -> new Span()).add(duration);
    }

    /** A request was answered. */
    public void answer(String method, String route, int status, Duration duration) {
        answers.computeIfAbsent(new Answer(method, route, status), absent -> new Span())
                .add(duration);
    }

    Map<Outcome.Kind, Span> prompts() {
        return prompts;
    }

    Map<String, Span> nodes() {
        return nodes;
    }

    Map<Answer, Span> answers() {
        return answers;
    }
}
