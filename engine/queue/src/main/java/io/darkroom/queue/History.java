package io.darkroom.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The jobs of the past, on disk, in the order in which they ended. Safe for concurrent use. */
public interface History {
    Optional<Finished> find(String id);

    /** Those that a question means, oldest end first unless it says otherwise. */
    List<Finished> list(Question question);

    /** How many a question means, without its window. */
    int count(Question question);

    /** Adds to what there is to say about a finished job; nothing happens if there is none of this id. */
    void remark(String id, String sentence);

    /** Forgets jobs; unknown ids are passed over. */
    void delete(Optional<String> owner, Set<String> ids);

    /** Forgets all jobs of an owner, or of everybody. */
    void clear(Optional<String> owner);

    /**
     * Which jobs, and which part of the list.
     *
     * @param owner whose; empty: everybody's
     * @param kinds how they ended; empty: however
     * @param since those that ended at or after this
     * @param offset how many to pass over, at least 0
     * @param limit how many at most
     */
    record Question(
            Optional<String> owner,
            Set<Outcome.Kind> kinds,
            Optional<Instant> since,
            Order order,
            int offset,
            int limit) {
        public Question {
            kinds = Set.copyOf(kinds);
            if (offset < 0 || limit < 0) {
                throw new IllegalArgumentException(
                        "offset is " + offset + " and limit " + limit + "; both must be at least 0.");
            }
        }

        /** All jobs of an owner, or of everybody. */
        public static Question all(Optional<String> owner) {
            return new Question(owner, Set.of(), Optional.empty(), Order.ENDED, 0, Integer.MAX_VALUE);
        }

        public Question window(int newOffset, int newLimit) {
            return new Question(owner, kinds, since, order, newOffset, newLimit);
        }

        public Question ordered(Order changed) {
            return new Question(owner, kinds, since, changed, offset, limit);
        }

        public Question ended(Set<Outcome.Kind> changed) {
            return new Question(owner, changed, since, order, offset, limit);
        }
    }

    /** How a list is sorted. */
    enum Order {
        ENDED,
        ENDED_NEWEST_FIRST,
        ACCEPTED,
        ACCEPTED_NEWEST_FIRST,
        DURATION,
        DURATION_LONGEST_FIRST
    }
}
