package io.darkroom.server.job;

import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.History.Order;
import io.darkroom.queue.History.Question;
import io.darkroom.queue.Outcome;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.RunReport;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /darkroom/v1/history}: the history newest first, by ending, time and words. */
final class HistorySearchRoutes implements Routes {
    private static final int PAGE = 200;
    private static final int MOST = 1000;
    private static final int USUAL = 50;

    private final History history;

    HistorySearchRoutes(History history) {
        this.history = history;
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/darkroom/v1/history", Scope.READ, this::search);
    }

    private void search(Context request) {
        Question question = new Question(
                Router.principal(request).onlyOwner(),
                kinds(request),
                since(request),
                Order.ENDED_NEWEST_FIRST,
                0,
                PAGE);
        int offset = Math.max(0, Parameters.whole(request, "offset").orElse(0));
        int limit =
                Math.min(MOST, Math.max(0, Parameters.whole(request, "limit").orElse(USUAL)));
        String text = request.queryParam("text");
        List<String> words = text == null || text.isBlank()
                ? List.of()
                : List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
        Map<String, Object> json = new LinkedHashMap<>();
        if (words.isEmpty()) {
            json.put("entries", entries(history.list(question.window(offset, limit))));
            json.put("total", history.count(question));
        } else {
            List<Finished> found = matching(question, words);
            json.put("entries", entries(found.stream().skip(offset).limit(limit).toList()));
            json.put("total", found.size());
        }
        Bodies.answer(request, json);
    }

    /** Page by page, so that a long history is never in memory at once. */
    private List<Finished> matching(Question question, List<String> words) {
        List<Finished> found = new ArrayList<>();
        for (int start = 0; ; start += PAGE) {
            List<Finished> page = history.list(question.window(start, PAGE));
            page.stream().filter(finished -> holds(finished, words)).forEach(found::add);
            if (page.size() < PAGE) {
                return found;
            }
        }
    }

    private static boolean holds(Finished finished, List<String> words) {
        String text = (finished.job().id() + "\n" + finished.job().body() + "\n"
                        + finished.outcome().report())
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    private static List<Map<String, Object>> entries(List<Finished> found) {
        return found.stream()
                .map(finished -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("prompt_id", finished.job().id());
                    entry.put("owner", finished.job().owner());
                    RunReport.historyEntry(finished).forEach((name, value) -> {
                        if (value != null) {
                            entry.put(name, value);
                        }
                    });
                    return entry;
                })
                .toList();
    }

    private static Set<Outcome.Kind> kinds(Context request) {
        String text = request.queryParam("outcome");
        Set<Outcome.Kind> kinds = EnumSet.noneOf(Outcome.Kind.class);
        for (String word : text == null || text.isEmpty() ? new String[0] : text.split(",", -1)) {
            kinds.add(EnumSet.allOf(Outcome.Kind.class).stream()
                    .filter(kind -> kind.name().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> HttpProblem.badRequest(
                            "invalid_outcome",
                            "\"outcome\" is \"" + word
                                    + "\"; it must be some of succeeded, failed, cancelled, poisoned, with commas"
                                    + " between.",
                            "outcome")));
        }
        return kinds;
    }

    private static Optional<Instant> since(Context request) {
        String text = request.queryParam("since");
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw HttpProblem.badRequest(
                    "invalid_since", "\"since\" must be a time in milliseconds since 1970.", "since");
        }
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }
}
