package io.darkroom.server.prompt;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Store;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.RunReport;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /run}: takes what {@code POST /prompt} takes, waits, and answers with what came of it. A client that hangs up
 * takes its prompt with it, unless {@code ?keep=true}.
 */
public final class RunRoutes implements Routes {
    private final Intake intake;
    private final Ends ends;
    private final Store store;
    private final RunAnswer answer;
    private final InstantSource clock;

    public RunRoutes(Intake intake, Ends ends, Store store, UserFolders folders, InstantSource clock) {
        this.intake = intake;
        this.ends = ends;
        this.store = store;
        this.answer = new RunAnswer(folders);
        this.clock = clock;
    }

    @Override
    public void addTo(Router router) {
        router.post("/run", Scope.RUN, this::run);
    }

    private void run(Context request) throws IOException {
        Verdict verdict = intake.accept(request);
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            request.status(400);
            Bodies.answer(request, verdict.toJson());
            return;
        }
        if (accepted.isPartial()) {
            request.header("X-Partial", "true");
        }
        String id = accepted.job().id();
        if (prefersAsync(request)) {
            request.status(202);
            request.header(
                    "Location",
                    "/jobs/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
            request.header("Preference-Applied", "respond-async");
            Bodies.answer(request, verdict.toJson());
            return;
        }
        CompletableFuture<Finished> end = ends.of(id);
        Optional<Departure> departure = "true".equals(request.queryParam("keep"))
                ? Optional.empty()
                : Departure.watch(
                        request,
                        () -> store.queue()
                                .cancel(
                                        id,
                                        RunReport.neverRan(id, clock.instant()).toJson()));
        request.future(() -> end.handle((finished, thrown) -> {
            departure.ifPresent(Departure::end);
            if (departure.filter(Departure::hasReadAhead).isPresent()) {
                request.header("Connection", "close");
            }
            if (finished == null) {
                throw new IllegalStateException("What came of prompt " + id + " is not known.", thrown);
            }
            write(finished, request);
            return finished;
        }));
    }

    private void write(Finished finished, Context request) {
        try {
            answer.write(finished, form(request), request);
        } catch (HttpProblem problem) {
            request.status(problem.status());
            Bodies.answer(request, problem.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunAnswer.Form form(Context request) {
        String accept = String.valueOf(request.header("Accept")).toLowerCase(Locale.ROOT);
        if (accept.startsWith("image/")) {
            return RunAnswer.Form.PICTURE;
        }
        return "true".equals(request.queryParam("base64")) ? RunAnswer.Form.JSON_WITH_FILES : RunAnswer.Form.JSON;
    }

    private static boolean prefersAsync(Context request) {
        return String.valueOf(request.header("Prefer")).toLowerCase(Locale.ROOT).contains("respond-async");
    }
}
