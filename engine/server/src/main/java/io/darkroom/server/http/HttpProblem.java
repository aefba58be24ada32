package io.darkroom.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be answered as asked: a status, and a sentence with what, where, value and next step. */
public final class HttpProblem extends RuntimeException {
    private final int status;
    private final String type;
    private final String details;

    /**
     * @param type a word for programs, such as {@code invalid_json}
     * @param details where: a JSON pointer, a parameter's name; may be empty
     */
    public HttpProblem(int status, String type, String sentence, String details) {
        super(sentence);
        this.status = status;
        this.type = type;
        this.details = details;
    }

    public static HttpProblem badRequest(String type, String sentence, String details) {
        return new HttpProblem(400, type, sentence, details);
    }

    public static HttpProblem forbidden(String sentence) {
        return new HttpProblem(403, "forbidden", sentence, "");
    }

    public static HttpProblem notFound(String sentence) {
        return new HttpProblem(404, "not_found", sentence, "");
    }

    public int status() {
        return status;
    }

    /** The answer's body, in the form of ComfyUI's refusals of prompts. */
    public Map<String, Object> toJson() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", type);
        error.put("message", String.valueOf(getMessage()));
        error.put("details", details);
        error.put("extra_info", Map.of());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("node_errors", Map.of());
        return body;
    }
}
