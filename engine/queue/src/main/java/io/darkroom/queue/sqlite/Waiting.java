package io.darkroom.queue.sqlite;

import io.darkroom.queue.Job;
import java.lang.ref.SoftReference;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The waiting jobs, in the order in which they will run. Clients ask for them after each change of the queue: what a job is
 * about is read once, its place each time, and nothing if nothing was written. A job that did not change is the same object.
 */
final class Waiting {
    private final Writer writer;
    private final Readers readers;
    private final InstantSource clock;
    private volatile SoftReference<@Nullable Known> latest = new SoftReference<>(null);

    Waiting(Writer writer, Readers readers, InstantSource clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    /**
     * @param jobs by the number of their row
     * @param order empty if it changes with time
     */
    private record Known(long commits, Map<Long, Job> jobs, Optional<List<Job>> order) {}

    private record Place(long seq, double number, int attempts, long due) {
        Job put(Job job) {
            return number == job.number() && attempts == job.attempts()
                    ? job
                    : new Job(job.id(), job.owner(), number, job.body(), job.accepted(), attempts);
        }
    }

    List<Job> list() {
        Known known = latest.get();
        long commits = writer.commits(); // before reading: what is read may be newer, which does no harm
        if (known != null && known.commits() == commits && known.order().isPresent()) {
            return known.order().get();
        }
        Map<Long, Job> before = known == null ? Map.of() : known.jobs();
        long now = clock.millis();
        return readers.read(db -> {
            List<List<Place>> owners = places(db);
            Map<Long, Job> jobs = jobs(db, owners, before);
            List<Job> all = inTurns(owners, jobs, now);
            boolean settled = owners.stream().flatMap(List::stream).noneMatch(place -> place.due() > now);
            latest = new SoftReference<>(new Known(commits, jobs, settled ? Optional.of(all) : Optional.empty()));
            return all;
        });
    }

    /** For each owner, in the order of their turns. */
    private static List<List<Place>> places(Session db) throws SQLException {
        List<List<Place>> owners = new ArrayList<>();
        for (String owner : db.rows("SELECT name FROM owner ORDER BY served, rowid", row -> row.getString(1))) {
            owners.add(db.rows(
                    "SELECT seq, number, attempts, due FROM job WHERE owner = ? AND running = 0"
                            + " ORDER BY number, place",
                    row -> new Place(row.getLong(1), row.getDouble(2), row.getInt(3), row.getLong(4)),
                    owner));
        }
        return owners;
    }

    private static Map<Long, Job> jobs(Session db, List<List<Place>> owners, Map<Long, Job> before)
            throws SQLException {
        OptionalLong unknown = owners.stream()
                .flatMap(List::stream)
                .mapToLong(Place::seq)
                .filter(seq -> !before.containsKey(seq))
                .min();
        Map<Long, Job> known = new HashMap<>(before);
        if (unknown.isPresent()) { // new ones have the highest numbers: little is read in vain
            db.rows(
                            "SELECT seq, id, owner, number, body, accepted, attempts FROM job"
                                    + " WHERE seq >= ? AND running = 0",
                            row -> Map.entry(
                                    row.getLong(1),
                                    new Job(
                                            row.getString(2),
                                            row.getString(3),
                                            row.getDouble(4),
                                            row.getString(5),
                                            Instant.ofEpochMilli(row.getLong(6)),
                                            row.getInt(7))),
                            unknown.getAsLong())
                    .forEach(read -> known.putIfAbsent(read.getKey(), read.getValue()));
        }
        Map<Long, Job> jobs = new HashMap<>();
        owners.stream()
                .flatMap(List::stream)
                .forEach(place -> jobs.put(place.seq(), place.put(Objects.requireNonNull(known.get(place.seq())))));
        return jobs;
    }

    /** One job of each owner, then a second one of each; those that are not due yet at the end. */
    private static List<Job> inTurns(List<List<Place>> owners, Map<Long, Job> jobs, long now) {
        List<Iterator<Place>> turns = new ArrayList<>();
        List<Place> later = new ArrayList<>();
        for (List<Place> places : owners) {
            turns.add(places.stream().filter(place -> place.due() <= now).iterator());
            places.stream().filter(place -> place.due() > now).forEach(later::add);
        }
        List<Place> all = new ArrayList<>();
        while (!turns.isEmpty()) {
            turns.removeIf(owner -> !owner.hasNext());
            turns.forEach(owner -> all.add(owner.next()));
        }
        later.stream().sorted(Comparator.comparingLong(Place::due)).forEach(all::add);
        return all.stream()
                .map(place -> Objects.requireNonNull(jobs.get(place.seq())))
                .toList();
    }
}
