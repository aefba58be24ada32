package io.darkroom.server.sweep;

import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.Job;
import io.darkroom.queue.Store;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What sweeps there are and how far they are; runs lost cells again. */
public final class SweepRoutes implements Routes {
    private static final String SWEEPS = "/darkroom/v1/sweeps";
    private static final String ONE = SWEEPS + "/{id}";
    /** The newest sweeps are listed, no more than this. */
    private static final int LISTED = 100;
    /** So many prompts of the past are looked at in one go. */
    private static final int WINDOW = 500;

    private final Store store;
    private final Sweeps sweeps;

    public SweepRoutes(Store store, Sweeps sweeps) {
        this.store = store;
        this.sweeps = sweeps;
    }

    /** A sweep, and its past if it is over. */
    private record Found(Sweep sweep, Optional<Finished> over) {}

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, SWEEPS, Scope.READ, this::list);
        router.once(HandlerType.GET, ONE, Scope.READ, this::one);
        router.once(HandlerType.POST, ONE + "/retry", Scope.RUN, this::retry);
    }

    private void list(Context request) {
        Principal principal = Router.principal(request);
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Stream.concat(store.queue().running().stream(), store.queue().pending().stream())
                .filter(job -> mayAsk(principal, job))
                .flatMap(job -> Sweep.of(job).stream())
                .forEach(sweep -> all.add(summary(new Found(sweep, Optional.empty()))));
        History.Question newest = History.Question.all(principal.onlyOwner()).ordered(History.Order.ENDED_NEWEST_FIRST);
        int offset = 0;
        List<Finished> part;
        do {
            part = store.history().list(newest.window(offset, WINDOW));
            part.forEach(finished -> Sweep.of(finished.job())
                    .filter(sweep -> all.size() < LISTED)
                    .ifPresent(sweep -> all.add(summary(new Found(sweep, Optional.of(finished))))));
            offset += part.size();
        } while (part.size() == WINDOW && all.size() < LISTED);
        Bodies.answer(request, Map.of("sweeps", all));
    }

    private void one(Context request) {
        Found found = find(request);
        List<CellState> states = SheetMaker.states(found.sweep(), store);
        Map<String, @Nullable Object> answer = summary(found);
        answer.put(
                "unfinished",
                states.stream()
                        .filter(state -> state.status() == CellState.Status.UNFINISHED)
                        .count());
        answer.put("cells", states.stream().map(CellState::toJson).toList());
        Bodies.answer(request, answer);
    }

    private void retry(Context request) {
        Sweep sweep = find(request).sweep();
        List<Job> jobs = store.queue().submit(sweeps.retry(sweep));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("prompt_id", sweep.job().id());
        answer.put(
                "retried",
                jobs.stream()
                        .map(Job::id)
                        .filter(id -> !id.equals(sweep.job().id()))
                        .toList());
        Bodies.answer(request, answer);
    }

    private Found find(Context request) {
        String id = request.pathParam("id");
        Optional<Job> unfinished = store.queue().find(id);
        Optional<Finished> over =
                unfinished.isPresent() ? Optional.empty() : store.history().find(id);
        return unfinished
                .or(() -> over.map(Finished::job))
                .filter(job -> mayAsk(Router.principal(request), job))
                .flatMap(Sweep::of)
                .map(sweep -> new Found(sweep, over))
                .orElseThrow(() -> HttpProblem.notFound("There is no sweep \"" + id + "\"; GET " + SWEEPS
                        + " lists those there are. A sweep has the prompt_id that POST /prompt answered."));
    }

    private static boolean mayAsk(Principal principal, Job job) {
        return principal.onlyOwner().map(job.owner()::equals).orElse(true);
    }

    private static Map<String, @Nullable Object> summary(Found found) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Job job = found.sweep().job();
        json.put("prompt_id", job.id());
        json.put("status", found.over().map(SweepRoutes::status).orElse("unfinished"));
        json.put("accepted", job.accepted().toEpochMilli());
        json.put("ended", found.over().map(over -> over.ended().toEpochMilli()).orElse(null));
        json.put("axes", found.sweep().axesToJson());
        json.put("count", found.sweep().cells());
        return json;
    }

    private static String status(Finished over) {
        return switch (over.outcome().kind()) {
            case SUCCEEDED -> "success";
            case FAILED, POISONED -> "error";
            case CANCELLED -> "cancelled";
        };
    }
}
