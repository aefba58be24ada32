package io.darkroom.queue;

/**
 * A job to be accepted.
 *
 * @param id chosen by the client or random; no unfinished job may have it already
 * @param owner whose job it is
 * @param body what to do, as JSON
 */
public record Draft(String id, String owner, Place place, String body) {
    /** Where in its owner's queue a job goes: the smallest number runs first, equal ones in the order they came. */
    public sealed interface Place {
        /** Behind all others: takes the counter's next number. */
        record Back() implements Place {}

        /** Before all others: takes the counter's next number, negated. */
        record Front() implements Place {}

        /** At a number of the client's choice; the counter stays. */
        record At(double number) implements Place {
            public At {
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException("number is " + number + "; it must be finite.");
                }
            }
        }
    }
}
