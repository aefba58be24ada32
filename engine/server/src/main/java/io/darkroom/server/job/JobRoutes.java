package io.darkroom.server.job;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.History;
import io.darkroom.queue.History.Question;
import io.darkroom.queue.Job;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.Foreman;
import io.darkroom.server.work.Foreman.Running;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /jobs} (comfyui-contract.md, 13): waiting, running and finished prompts in one list. */
final class JobRoutes implements Routes {
    private final Prompts prompts;
    private final History history;
    private final Foreman foreman;

    JobRoutes(Prompts prompts, History history, Foreman foreman) {
        this.prompts = prompts;
        this.history = history;
        this.foreman = foreman;
    }

    @Override
    public void addTo(Router router) {
        router.get("/jobs", Scope.READ, request -> sayingErrors(request, this::list));
        router.post("/jobs/cancel", Scope.RUN, request -> sayingErrors(request, this::cancelSome));
        router.get("/jobs/{id}", Scope.READ, request -> sayingErrors(request, this::one));
        router.post("/jobs/{id}/cancel", Scope.RUN, request -> sayingErrors(request, this::cancel));
    }

    private interface Handling {
        void handle(Context request);
    }

    /** Clients of these routes look for {@code error} as a text, where older routes have an object. */
    private static void sayingErrors(Context request, Handling handling) {
        try {
            handling.handle(request);
        } catch (HttpProblem e) {
            request.status(e.status());
            Bodies.answer(request, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private void list(Context request) {
        JobQuery query = JobQuery.of(request);
        Principal who = Router.principal(request);
        List<JobView> views = new ArrayList<>(unfinished(query, who));
        int total = views.size();
        boolean byWorkflow = query.workflowId().isPresent();
        int most = (int) Math.min(
                Integer.MAX_VALUE, (long) query.offset() + query.limit().orElse(Integer.MAX_VALUE));
        if (!query.kinds().isEmpty()) {
            Question question =
                    Question.all(who.onlyOwner()).ended(query.kinds()).ordered(query.order());
            total += history.count(question);
            history.list(question.window(0, byWorkflow ? Integer.MAX_VALUE : most))
                    .forEach(finished -> views.add(JobView.of(finished)));
        }
        if (byWorkflow) {
            views.removeIf(view -> !view.workflowId().equals(query.workflowId()));
            total = views.size();
        }
        List<Map<String, Object>> jobs = views.stream()
                .sorted(query.comparator())
                .limit(most)
                .skip(query.offset())
                .map(JobView::summary)
                .toList();
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("offset", query.offset());
        query.limit().ifPresent(limit -> pagination.put("limit", limit));
        pagination.put("total", total);
        pagination.put("has_more", query.offset() + jobs.size() < total);
        Bodies.answer(request, Map.of("jobs", jobs, "pagination", pagination));
    }

    private List<JobView> unfinished(JobQuery query, Principal who) {
        List<JobView> views = new ArrayList<>();
        if (query.statuses().contains(JobStatus.IN_PROGRESS)) {
            prompts.running(who).forEach(job -> views.add(running(job)));
        }
        if (query.statuses().contains(JobStatus.PENDING)) {
            prompts.pending(who)
                    .forEach(job -> views.add(new JobView(job, JobStatus.PENDING, Optional.empty(), Optional.empty())));
        }
        return views;
    }

    private JobView running(Job job) {
        return new JobView(
                job,
                JobStatus.IN_PROGRESS,
                foreman.running().stream()
                        .filter(running -> running.promptId().equals(job.id()))
                        .map(Running::started)
                        .findFirst(),
                Optional.empty());
    }

    private void one(Context request) {
        Bodies.answer(
                request,
                find(request.pathParam("id"), Router.principal(request))
                        .orElseThrow(() -> HttpProblem.notFound("Job not found"))
                        .whole());
    }

    private Optional<JobView> find(String id, Principal who) {
        boolean runs = prompts.running(who).stream().anyMatch(job -> job.id().equals(id));
        return prompts.unfinished(id, who)
                .map(job ->
                        runs ? running(job) : new JobView(job, JobStatus.PENDING, Optional.empty(), Optional.empty()))
                .or(() -> prompts.finished(id, who).map(JobView::of));
    }

    private void cancel(Context request) {
        String id = request.pathParam("id");
        Principal who = Router.principal(request);
        boolean cancelled = prompts.cancel(id, who).isPresent();
        if (!cancelled && prompts.finished(id, who).isEmpty()) {
            throw HttpProblem.notFound("Job not found");
        }
        Bodies.answer(request, Map.of("id", id, "cancelled", cancelled));
    }

    private void cancelSome(Context request) {
        JsonPart body = Parameters.object(Bodies.json(request));
        Principal who = Router.principal(request);
        Set<String> ids = Parameters.ids(body, "job_ids");
        if (ids.isEmpty()) {
            throw HttpProblem.badRequest("no_jobs", "\"job_ids\" must be a list of at least one job's id.", "job_ids");
        }
        List<String> cancelled =
                ids.stream().filter(id -> prompts.cancel(id, who).isPresent()).toList();
        Bodies.answer(request, Map.of("cancelled", cancelled));
    }
}
