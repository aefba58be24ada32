package io.darkroom.server.job;

import io.darkroom.queue.Finished;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.JobQueue.Was;
import io.darkroom.queue.Store;
import io.darkroom.server.http.Principal;
import io.darkroom.server.work.RunReport;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The prompts that somebody may see. Safe for concurrent use. */
final class Prompts {
    private final Store store;
    private final InstantSource clock;

    Prompts(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    List<Job> pending(Principal who) {
        return visible(store.queue().pending(), who);
    }

    List<Job> running(Principal who) {
        return visible(store.queue().running(), who);
    }

    /** An unfinished prompt. */
    Optional<Job> unfinished(String id, Principal who) {
        return store.queue().find(id).filter(job -> mayTouch(job, who));
    }

    Optional<Finished> finished(String id, Principal who) {
        return store.history().find(id).filter(finished -> mayTouch(finished.job(), who));
    }

    /** Ends an unfinished prompt, waiting or running; empty if there is none that is theirs. */
    Optional<Was> cancel(String id, Principal who) {
        return unfinished(id, who)
                .flatMap(job -> queue().cancel(
                                id, RunReport.neverRan(id, clock.instant()).toJson()));
    }

    JobQueue queue() {
        return store.queue();
    }

    private static List<Job> visible(List<Job> jobs, Principal who) {
        return who.onlyOwner().isEmpty()
                ? jobs
                : jobs.stream().filter(job -> mayTouch(job, who)).toList();
    }

    private static boolean mayTouch(Job job, Principal who) {
        return who.onlyOwner().map(job.owner()::equals).orElse(true);
    }
}
