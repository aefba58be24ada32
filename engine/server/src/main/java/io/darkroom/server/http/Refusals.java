package io.darkroom.server.http;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.queue.RefusedException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered when a handler throws: the client's mistakes as 4xx with a sentence, ours as 500 with a line in the log. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final String RETRY_SECONDS = "5";

    private Refusals() {}

    public static void apply(JavalinConfig config) {
        config.routes.exception(HttpProblem.class, (problem, request) -> answer(request, problem));
        config.routes.exception(
                WorkflowFileException.class,
                (wrong, request) -> answer(
                        request, HttpProblem.badRequest("invalid_request", String.valueOf(wrong.getMessage()), "")));
        config.routes.exception(
                RefusedException.class, (refused, request) -> answer(request, problem(request, refused)));
        config.routes.exception(HttpResponseException.class, Refusals::noRoute);
        config.routes.exception(Exception.class, Refusals::unexpected);
        config.router.javaLangErrorHandler((response, error) -> {
            LOG.error("A request ended in an error of the virtual machine.", error);
            response.setStatus(500);
        });
    }

    /** A refusal of which only the status is known. */
    static HttpProblem ofStatus(int status, String what) {
        String sentence = switch (status) {
            case 413 -> "The request's body is too large; the limit is set with --max-upload-size.";
            case 414, 431 -> "The request's address or headers are too long; send less.";
            default -> what.endsWith(".") ? what : what + ".";
        };
        return new HttpProblem(status, "http_" + status, sentence, "");
    }

    private static HttpProblem problem(Context request, RefusedException refused) {
        String sentence = String.valueOf(refused.getMessage());
        String type = refused.reason().name().toLowerCase(Locale.ROOT);
        return switch (refused.reason()) {
            case DUPLICATE -> HttpProblem.badRequest(type, sentence, "prompt_id");
            case FULL -> {
                request.header("Retry-After", RETRY_SECONDS);
                yield new HttpProblem(429, type, sentence, "");
            }
            case UNAVAILABLE -> {
                request.header("Retry-After", RETRY_SECONDS);
                yield new HttpProblem(503, type, sentence, "");
            }
        };
    }

    /** No route has this path and method, or Javalin itself refused the request. */
    private static void noRoute(HttpResponseException refused, Context request) {
        if (request.method().equals(HandlerType.OPTIONS)
                && (refused.getStatus() == 404 || refused.getStatus() == 405)) {
            request.status(200); // as ComfyUI answers, whatever the path
            return;
        }
        String asked = request.method() + " " + request.path();
        answer(
                request,
                switch (refused.getStatus()) {
                    case 404 -> HttpProblem.notFound("There is no " + asked + "; /openapi.json lists the routes.");
                    case 405 ->
                        new HttpProblem(
                                405,
                                "method_not_allowed",
                                "There is no " + asked
                                        + ", but the path takes other methods; /openapi.json lists them.",
                                "");
                    default -> ofStatus(refused.getStatus(), String.valueOf(refused.getMessage()));
                });
    }

    private static void unexpected(Exception thrown, Context request) {
        if (thrown instanceof EofException || thrown instanceof EOFException) {
            LOG.debug("The client of {} {} went away.", request.method(), request.path());
            return;
        }
        HttpException refused = HttpException.asHttpException(thrown);
        if (refused != null && refused.getCode() < 500) {
            answer(request, ofStatus(refused.getCode(), String.valueOf(refused.getReason())));
            return;
        }
        LOG.error("{} {} failed.", request.method(), request.path(), thrown);
        answer(
                request,
                new HttpProblem(
                        500,
                        "internal_error",
                        "The server failed at this request, which is a fault of Darkroom; its log says more ("
                                + thrown.getClass().getSimpleName() + ").",
                        ""));
    }

    private static void answer(Context request, HttpProblem problem) {
        if (request.isMultipart()) {
            request.header("Connection", "close"); // Jetty closes it if a form was damaged; the client must know
        }
        request.status(problem.status());
        Bodies.answer(request, problem.toJson());
    }
}
