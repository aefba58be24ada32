package io.darkroom.server.job;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.Foreman;
import io.darkroom.server.work.Foreman.Running;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /interrupt} and {@code /free}. */
final class ControlRoutes implements Routes {
    private final Foreman foreman;

    ControlRoutes(Foreman foreman) {
        this.foreman = foreman;
    }

    @Override
    public void addTo(Router router) {
        router.post("/interrupt", Scope.RUN, this::interrupt);
        router.post("/free", Scope.RUN, this::free);
    }

    /** With an id only that prompt, and only if it runs; without, what runs for the one who asks. */
    private void interrupt(Context request) {
        Principal who = Router.principal(request);
        Optional<String> id = promptId(request);
        foreman.interrupt(running -> id.map(asked -> running.promptId().equals(asked) && mayTouch(running, who))
                .orElseGet(() -> running.owner().equals(who.owner())));
        request.status(200);
    }

    private static boolean mayTouch(Running running, Principal who) {
        return who.onlyOwner().map(running.owner()::equals).orElse(true);
    }

    /** Clients send no body, an empty one, or something that is no JSON; all mean the same. */
    private static Optional<String> promptId(Context request) {
        JsonPart body;
        try {
            body = Bodies.jsonIfAny(request);
        } catch (HttpProblem e) {
            return Optional.empty();
        }
        JsonPart id = body.get("prompt_id");
        return id.isAbsent() || "".equals(id.value()) ? Optional.empty() : Optional.of(id.id());
    }

    private void free(Context request) {
        JsonPart body = Bodies.jsonIfAny(request);
        foreman.free(
                new Foreman.Wanted(Parameters.isTrue(body, "unload_models"), Parameters.isTrue(body, "free_memory")));
        request.status(200);
    }
}
