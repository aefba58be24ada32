package io.darkroom.queue.process;

import io.darkroom.queue.Draft;
import io.darkroom.queue.Job;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Lease;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Store;
import io.darkroom.queue.WorkerProfile;
import io.darkroom.queue.sqlite.SqliteStore;
import io.darkroom.queue.sqlite.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A program to be killed: threads that submit jobs and threads that work on them. It says "accepted ID NUMBER", "started ID"
 * and "finished ID" once that is so. Arguments: the database, and a word that its jobs' ids begin with.
 */
public final class StoreUnderLoad {
    private static final int SUBMITTERS = 3;
    private static final int WORKERS = 2;

    private StoreUnderLoad() {}

    public static void main(String[] arguments) {
        Store store = open(Path.of(arguments[0]));
        for (int i = 0; i < SUBMITTERS; i++) {
            String name = arguments[1] + "-" + i;
            new Thread(() -> submit(store.queue(), name)).start();
        }
        for (int i = 0; i < WORKERS; i++) {
            String name = "worker-" + i;
            new Thread(() -> work(store.queue(), name)).start();
        }
    }

    private static Store open(Path database) {
        try {
            return SqliteStore.open(database, StoreOptions.defaults());
        } catch (IllegalStateException e) {
            say("refused " + e.getMessage());
            throw e;
        }
    }

    private static void submit(JobQueue queue, String name) {
        for (int i = 0; ; i++) {
            Draft draft = new Draft(
                    name + "-" + i, name, new Draft.Place.Back(), "{\"text\": \"" + "x".repeat(i % 5000) + "\"}");
            Job job = queue.submit(List.of(draft)).get(0);
            say("accepted " + job.id() + " " + job.number());
        }
    }

    private static void work(JobQueue queue, String name) {
        try {
            while (true) {
                Optional<Lease> lease = queue.take(WorkerProfile.named(name), Duration.ofSeconds(10));
                if (lease.isPresent()) {
                    String id = lease.get().job().id();
                    say("started " + id);
                    Thread.sleep(ThreadLocalRandom.current().nextInt(5)); // the job
                    lease.get().finish(new Outcome(Outcome.Kind.SUCCEEDED, "{}"));
                    say("finished " + id);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(String what) {
        System.out.println(what + Child.END);
    }
}
