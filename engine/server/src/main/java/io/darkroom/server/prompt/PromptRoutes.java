package io.darkroom.server.prompt;

import io.darkroom.queue.JobQueue;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** {@code /prompt} (comfyui-contract.md, 1.2 and 7.1). */
public final class PromptRoutes implements Routes {
    private final Intake intake;
    private final JobQueue queue;

    public PromptRoutes(Intake intake, JobQueue queue) {
        this.intake = intake;
        this.queue = queue;
    }

    @Override
    public void addTo(Router router) {
        router.get("/prompt", Scope.READ, this::remaining);
        router.post("/prompt", Scope.RUN, this::submit);
    }

    private void remaining(Context request) {
        Bodies.answer(
                request,
                Map.of("exec_info", Map.of("queue_remaining", queue.count().unfinished())));
    }

    private void submit(Context request) throws IOException {
        Verdict verdict = intake.accept(request);
        if (verdict instanceof Verdict.Refused) {
            request.status(400);
        } else if (verdict instanceof Verdict.Accepted accepted && accepted.isPartial()) {
            request.header("X-Partial", "true");
        }
        Bodies.answer(request, verdict.toJson());
    }
}
