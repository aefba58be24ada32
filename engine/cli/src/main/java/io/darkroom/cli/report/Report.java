package io.darkroom.cli.report;

import io.darkroom.engine.run.Event;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Tells of the runs of one command as they go; each event comes alone, from any thread. */
public interface Report {
    /**
     * A run of a file is about to begin.
     *
     * @param nodes how many nodes its outputs need
     */
    record Start(String runId, String file, int repeat, int repeats, Optional<BigInteger> seed, int nodes) {}

    /** What is wrong with a file: one sentence each, all at once. Nothing of it runs. */
    void wrong(String file, List<String> problems);

    /** What the user should know, though it does not stop anything. */
    void remark(String sentence);

    void planned(Plan plan);

    void starting(Start start);

    void cached(Event.CachedNodes event);

    void nodeStarted(Event.NodeStarted event);

    void progressed(Event.Progressed event);

    void warned(Event.Warned event);

    void blocked(Event.NodeBlocked event);

    void nodeFinished(Event.NodeFinished event);

    void finished(Event.RunFinished event);

    /** Hands an event of the engine to the method it concerns. */
    default void accept(Event event) {
        if (event instanceof Event.CachedNodes cached) {
            cached(cached);
        } else if (event instanceof Event.NodeStarted started) {
            nodeStarted(started);
        } else if (event instanceof Event.Progressed progressed) {
            progressed(progressed);
        } else if (event instanceof Event.Warned warned) {
            warned(warned);
        } else if (event instanceof Event.NodeBlocked blocked) {
            blocked(blocked);
        } else if (event instanceof Event.NodeFinished finished) {
            nodeFinished(finished);
        } else if (event instanceof Event.RunFinished finished) {
            finished(finished);
        }
        // Pictures of the work so far have no place in a terminal, and RunStarted says nothing that Start does not.
    }
}
