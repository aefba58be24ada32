package io.darkroom.server.job;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.http.HttpProblem;
import io.javalin.http.Context;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What requests about prompts say in their query or body. */
final class Parameters {
    private static final int LONGEST_NUMBER = 40; // digits

    private Parameters() {}

    /**
     * A whole number of the query, cut to the range of an int.
     *
     * @throws HttpProblem 400 if it is none
     */
    static Optional<Integer> whole(Context request, String name) {
        String text = request.queryParam(name);
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > LONGEST_NUMBER || !text.strip().matches("[+-]?[0-9]+")) {
            throw HttpProblem.badRequest(
                    "invalid_" + name, "\"" + name + "\" must be a whole number, such as 20.", name);
        }
        BigInteger number = new BigInteger(text.strip());
        return Optional.of(number.max(BigInteger.valueOf(Integer.MIN_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue());
    }

    /** The ids in a member of the body; none if it is absent. */
    static Set<String> ids(JsonPart body, String name) {
        Set<String> ids = new LinkedHashSet<>();
        body.get(name).items().forEach(id -> ids.add(id.id()));
        return ids;
    }

    /**
     * The body of a request that says what to do.
     *
     * @throws HttpProblem 400 if it is not an object
     */
    static JsonPart object(JsonPart body) {
        if (!(body.value() instanceof Map)) {
            throw HttpProblem.badRequest(
                    "invalid_body", "The body is " + body.describe() + "; it must be an object.", "");
        }
        return body;
    }

    static boolean isTrue(JsonPart body, String name) {
        return Boolean.TRUE.equals(body.get(name).value());
    }
}
