package io.darkroom.format.json;

import io.darkroom.format.WorkflowFileException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A value in a JSON file together with the way to it, so that a complaint can say where. */
public final class JsonPart {
    private final String source;
    private final @Nullable JsonPart parent;
    private final String key;
    private final @Nullable Object value;

    private JsonPart(String source, @Nullable JsonPart parent, String key, @Nullable Object value) {
        this.source = source;
        this.parent = parent;
        this.key = key;
        this.value = value;
    }

    public static JsonPart root(String source, @Nullable Object value) {
        return new JsonPart(source, null, "", value);
    }

    public @Nullable Object value() {
        return value;
    }

    public boolean isAbsent() {
        return value == null;
    }

    /** A member of this object; absent if it has none of that name, or is no object. */
    public JsonPart get(String name) {
        Object member = value instanceof Map<?, ?> members ? members.get(name) : null;
        return new JsonPart(source, this, name, member);
    }

    /** The members of this object; none if it is absent. */
    public Map<String, @Nullable Object> object() {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> members)) {
            throw refuse("an object is needed here, but it is " + describe() + ".");
        }
        @SuppressWarnings("unchecked") // the reader makes no other keys
        Map<String, @Nullable Object> named = (Map<String, @Nullable Object>) members;
        return named;
    }

    /** The items of this list; none if it is absent. */
    public List<JsonPart> items() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw refuse("a list is needed here, but it is " + describe() + ".");
        }
        List<JsonPart> parts = new ArrayList<>(list.size());
        for (Object item : list) {
            parts.add(new JsonPart(source, this, Integer.toString(parts.size()), item));
        }
        return Collections.unmodifiableList(parts);
    }

    /** This text; empty if it is absent or something else. */
    public Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** An id: a text, or a whole number in decimal. */
    public String id() {
        if (value instanceof String || value instanceof Long || value instanceof BigInteger) {
            return value.toString();
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        throw refuse("an id (a whole number or a text) is needed here, but it is " + describe() + ".");
    }

    /** A slot number, which old files hold as a fraction or a text too; empty if it is none. */
    public OptionalInt slot() {
        double number;
        if (value instanceof Long || value instanceof Double) {
            number = ((Number) value).doubleValue();
        } else if (value instanceof String text && text.matches("[0-9]{1,9}")) {
            number = Integer.parseInt(text);
        } else {
            return OptionalInt.empty();
        }
        boolean whole = number == Math.rint(number) && number >= 0 && number <= Integer.MAX_VALUE;
        return whole ? OptionalInt.of((int) number) : OptionalInt.empty();
    }

    public WorkflowFileException refuse(String problem) {
        return new WorkflowFileException(source, pointer(), problem);
    }

    /** What it is, for a complaint: a short value itself, or its kind. */
    public String describe() {
        return describe(value);
    }

    public static String describe(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        String text = value instanceof String ? "\"" + value + "\"" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + " ...";
    }

    /** The JSON pointer (RFC 6901). */
    public String pointer() {
        StringBuilder path = new StringBuilder();
        for (JsonPart part = this; part.parent != null; part = part.parent) {
            path.insert(0, "/" + part.key.replace("~", "~0").replace("/", "~1"));
        }
        return path.toString();
    }
}
