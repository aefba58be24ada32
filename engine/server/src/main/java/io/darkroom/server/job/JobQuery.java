package io.darkroom.server.job;

import io.darkroom.queue.History.Order;
import io.darkroom.queue.Outcome;
import io.darkroom.server.http.HttpProblem;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a list of jobs shall hold.
 *
 * @param limit empty: all
 */
record JobQuery(
        Set<JobStatus> statuses,
        Optional<String> workflowId,
        SortBy sortBy,
        Direction direction,
        int offset,
        Optional<Integer> limit) {
    enum SortBy {
        CREATED_AT,
        EXECUTION_DURATION
    }

    enum Direction {
        ASC,
        DESC
    }

    /**
     * @throws HttpProblem 400 if a parameter is wrong
     */
    static JobQuery of(Context request) {
        Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
        String words = request.queryParam("status");
        for (String word : words == null || words.isBlank() ? new String[0] : words.split(",", -1)) {
            statuses.add(JobStatus.named(word.strip())
                    .orElseThrow(() -> HttpProblem.badRequest(
                            "invalid_status",
                            "\"status\" is \"" + word
                                    + "\"; it must be some of pending, in_progress, completed, failed, cancelled.",
                            "status")));
        }
        Optional<Integer> limit = Parameters.whole(request, "limit");
        int offset = Parameters.whole(request, "offset").orElse(0);
        if (limit.filter(number -> number < 1).isPresent() || offset < 0) {
            throw HttpProblem.badRequest(
                    "invalid_window", "\"limit\" must be at least 1 and \"offset\" at least 0.", "limit");
        }
        return new JobQuery(
                statuses.isEmpty() ? EnumSet.allOf(JobStatus.class) : statuses,
                Optional.ofNullable(request.queryParam("workflow_id")),
                choice(request, "sort_by", SortBy.CREATED_AT),
                choice(request, "sort_order", Direction.DESC),
                offset,
                limit);
    }

    private static <T extends Enum<T>> T choice(Context request, String name, T usual) {
        String word = request.queryParam(name);
        if (word == null) {
            return usual;
        }
        Set<T> all = EnumSet.allOf(usual.getDeclaringClass());
        return all.stream()
                .filter(one -> one.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badRequest(
                        "invalid_" + name,
                        "\"" + name + "\" is \"" + word + "\"; it must be one of "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                                .toList())
                                + ".",
                        name));
    }

    /** The endings to look for; empty if none is wanted. */
    Set<Outcome.Kind> kinds() {
        Set<Outcome.Kind> kinds = EnumSet.noneOf(Outcome.Kind.class);
        statuses.forEach(status -> kinds.addAll(status.kinds()));
        return kinds;
    }

    Order order() {
        return switch (sortBy) {
            case CREATED_AT -> direction == Direction.ASC ? Order.ACCEPTED : Order.ACCEPTED_NEWEST_FIRST;
            case EXECUTION_DURATION -> direction == Direction.ASC ? Order.DURATION : Order.DURATION_LONGEST_FIRST;
        };
    }

    Comparator<JobView> comparator() {
        Comparator<JobView> ascending = switch (sortBy) {
            case CREATED_AT -> Comparator.comparing(view -> view.job().accepted());
            case EXECUTION_DURATION -> Comparator.comparing(JobView::duration);
        };
        return direction == Direction.ASC ? ascending : ascending.reversed();
    }
}
