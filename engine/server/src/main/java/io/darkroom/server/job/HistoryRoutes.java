package io.darkroom.server.job;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Finished;
import io.darkroom.queue.History;
import io.darkroom.queue.History.Question;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.RunReport;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /history} (comfyui-contract.md, 9). */
final class HistoryRoutes implements Routes {
    /** As many as ComfyUI remembers; an answer with more would help nobody. */
    private static final int MOST = 10_000;

    private final History history;
    private final Prompts prompts;

    HistoryRoutes(History history, Prompts prompts) {
        this.history = history;
        this.prompts = prompts;
    }

    @Override
    public void addTo(Router router) {
        router.get("/history", Scope.READ, this::list);
        router.get("/history/{id}", Scope.READ, this::one);
        router.post("/history", Scope.RUN, this::change);
    }

    private void list(Context request) {
        Question all = Question.all(Router.principal(request).onlyOwner());
        Optional<Integer> asked = Parameters.whole(request, "max_items");
        int offset = Parameters.whole(request, "offset").orElse(-1);
        int count = history.count(all);
        int most = Math.max(0, asked.orElse(MOST));
        int start = offset >= 0 ? offset : Math.max(0, count - most);
        Map<String, Object> entries = new LinkedHashMap<>();
        history.list(all.window(start, Math.min(most, MOST)))
                .forEach(finished -> entries.put(finished.job().id(), RunReport.historyEntry(finished)));
        Bodies.answer(request, entries);
    }

    private void one(Context request) {
        Map<String, Object> entries = new LinkedHashMap<>();
        String id = request.pathParam("id");
        Optional<Finished> finished = prompts.finished(id, Router.principal(request));
        finished.ifPresent(found -> entries.put(id, RunReport.historyEntry(found)));
        Bodies.answer(request, entries);
    }

    private void change(Context request) {
        JsonPart body = Parameters.object(Bodies.json(request));
        Optional<String> owner = Router.principal(request).onlyOwner();
        Set<String> ids = Parameters.ids(body, "delete");
        if (Parameters.isTrue(body, "clear")) {
            history.clear(owner);
        }
        if (!ids.isEmpty()) {
            history.delete(owner, ids);
        }
        request.status(200);
    }
}
