package io.darkroom.server.job;

import io.darkroom.queue.Outcome;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How far a prompt is, in the words of {@code /jobs}. */
enum JobStatus {
    PENDING,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED;

    static JobStatus of(Outcome.Kind kind) {
        return switch (kind) {
            case SUCCEEDED -> COMPLETED;
            case FAILED, POISONED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }

    static Optional<JobStatus> named(String word) {
        return EnumSet.allOf(JobStatus.class).stream()
                .filter(status -> status.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The endings that this status means; none if it means that there is none yet. */
    Set<Outcome.Kind> kinds() {
        return switch (this) {
            case PENDING, IN_PROGRESS -> EnumSet.noneOf(Outcome.Kind.class);
            case COMPLETED -> EnumSet.of(Outcome.Kind.SUCCEEDED);
            case FAILED -> EnumSet.of(Outcome.Kind.FAILED, Outcome.Kind.POISONED);
            case CANCELLED -> EnumSet.of(Outcome.Kind.CANCELLED);
        };
    }
}
