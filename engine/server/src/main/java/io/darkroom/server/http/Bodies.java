package io.darkroom.server.http;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** JSON in requests and answers. */
public final class Bodies {
    static final String JSON = "application/json; charset=utf-8";

    private Bodies() {}

    /**
     * The body as JSON, whatever its content type says: Python clients label it as a form.
     *
     * @throws HttpProblem 400 if it is none
     */
    public static JsonPart json(Context request) {
        return json(request.bodyAsBytes());
    }

    /** As {@link #json(Context)}; an empty body is an absent value. */
    public static JsonPart jsonIfAny(Context request) {
        byte[] body = request.bodyAsBytes();
        return body.length == 0 ? JsonPart.root("body", null) : json(body);
    }

    private static JsonPart json(byte[] body) {
        try {
            return JsonPart.root("body", JsonReader.read("body", body, JsonLimits.standard()));
        } catch (WorkflowFileException e) {
            throw HttpProblem.badRequest("invalid_json", String.valueOf(e.getMessage()), "");
        }
    }

    /** Answers with JSON: null, Boolean, Number, String, List and Map. */
    public static void answer(Context request, @Nullable Object json) {
        answerText(request, JsonText.of(json));
    }

    /** Answers with JSON that is written already. */
    public static void answerText(Context request, String json) {
        request.contentType(JSON).result(json);
    }
}
