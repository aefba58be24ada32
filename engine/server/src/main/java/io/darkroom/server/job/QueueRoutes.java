package io.darkroom.server.job;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Job;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.prompt.PromptBody;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /queue} as ComfyUI has it, and what we can do with a queue beyond it. */
final class QueueRoutes implements Routes {
    private static final String OURS = "/darkroom/v1/queue";

    private final Prompts prompts;
    private final QueueItems items = new QueueItems();

    QueueRoutes(Prompts prompts) {
        this.prompts = prompts;
    }

    @Override
    public void addTo(Router router) {
        router.get("/queue", Scope.READ, this::list);
        router.post("/queue", Scope.RUN, this::change);
        router.once(HandlerType.GET, OURS, Scope.READ, this::overview);
        router.once(HandlerType.POST, OURS + "/pause", Scope.ADMIN, request -> pause(request, true));
        router.once(HandlerType.POST, OURS + "/resume", Scope.ADMIN, request -> pause(request, false));
        router.once(HandlerType.POST, OURS + "/move", Scope.RUN, this::move);
    }

    private void list(Context request) {
        Principal who = Router.principal(request);
        Bodies.answerText(
                request,
                "{\"queue_running\": " + items.text(prompts.running(who)) + ", \"queue_pending\": "
                        + items.text(prompts.pending(who)) + "}");
    }

    /** Takes waiting prompts away; those that run go on. */
    private void change(Context request) {
        JsonPart body = Parameters.object(Bodies.json(request));
        Principal who = Router.principal(request);
        Set<String> meant = Parameters.ids(body, "delete");
        boolean all = Parameters.isTrue(body, "clear");
        if (all || !meant.isEmpty()) {
            prompts.pending(who).stream()
                    .map(Job::id)
                    .filter(id -> all || meant.contains(id))
                    .forEach(id -> prompts.cancel(id, who));
        }
        request.status(200);
    }

    private void overview(Context request) {
        Principal who = Router.principal(request);
        Bodies.answer(
                request,
                Map.of(
                        "paused", prompts.queue().paused(),
                        "running",
                                prompts.running(who).stream()
                                        .map(QueueRoutes::line)
                                        .toList(),
                        "pending",
                                prompts.pending(who).stream()
                                        .map(QueueRoutes::line)
                                        .toList()));
    }

    private static Map<String, Object> line(Job job) {
        return Map.of(
                "prompt_id", job.id(),
                "owner", job.owner(),
                "number", PromptBody.number(job),
                "accepted", job.accepted().toEpochMilli(),
                "attempts", job.attempts());
    }

    private void pause(Context request, boolean paused) {
        prompts.queue().pause(paused);
        Bodies.answer(request, Map.of("paused", prompts.queue().paused()));
    }

    private void move(Context request) {
        JsonPart body = Parameters.object(Bodies.json(request));
        Principal who = Router.principal(request);
        String id = body.get("prompt_id").id();
        Optional<String> before = body.get("before").isAbsent()
                ? Optional.empty()
                : Optional.of(body.get("before").id());
        boolean theirs = prompts.unfinished(id, who).isPresent()
                && before.map(other -> prompts.unfinished(other, who).isPresent())
                        .orElse(true);
        if (!theirs || !prompts.queue().move(id, before)) {
            throw HttpProblem.notFound("Prompt \"" + id + "\""
                    + before.map(other -> " or \"" + other + "\"").orElse("")
                    + " does not wait in the queue, or belongs to somebody else; GET " + OURS + " shows what waits.");
        }
        overview(request);
    }
}
