package io.darkroom.server.sweep;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.http.HttpProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a sweep varies.
 *
 * @param name as the client wrote it: the input, or what it calls several inputs that move together
 * @param values at least one, in the order in which they are shown
 */
record SweepAxis(String name, List<Value> values) {
    /** As many as the places of a sheet: columns, rows, pages. */
    static final int MOST_AXES = 3;

    SweepAxis {
        values = List.copyOf(values);
    }

    /**
     * @param settings the values by input, as in {@code set}
     */
    record Value(String label, Map<String, @Nullable Object> settings) {
        Value {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }

    List<String> labels() {
        return values.stream().map(Value::label).toList();
    }

    /**
     * Reads {@code "sweep"} of a request: up to three members, each an input with the list of its values, an input with
     * {@code from}, {@code to} and {@code step}, or any name with a list of objects that set several inputs. A list may stand
     * in an object as {@code values}, with {@code labels} beside it.
     *
     * @param most values of one axis
     * @throws HttpProblem 400 if it is none of these
     */
    static List<SweepAxis> readAll(JsonPart sweep, int most) {
        if (!(sweep.value() instanceof Map<?, ?> members) || members.isEmpty() || members.size() > MOST_AXES) {
            throw refuse(
                    sweep,
                    "it must be an object with one to three inputs and their values, such as"
                            + " {\"KSampler.cfg\": [4, 7, 9]}, but it is "
                            + (sweep.value() instanceof Map<?, ?> map
                                    ? "an object with " + map.size() + " members"
                                    : sweep.describe())
                            + ".");
        }
        List<SweepAxis> axes = new ArrayList<>();
        for (Object name : members.keySet()) {
            axes.add(read(sweep.get(String.valueOf(name)), String.valueOf(name), most));
        }
        return List.copyOf(axes);
    }

    private static SweepAxis read(JsonPart axis, String name, int most) {
        JsonPart listed = axis.value() instanceof Map<?, ?> ? axis.get("values") : axis;
        if (axis.value() instanceof Map<?, ?> && listed.isAbsent()) {
            return new SweepAxis(
                    name,
                    ValueRange.read(axis, most).stream()
                            .map(value -> value(name, value))
                            .toList());
        }
        if (!(listed.value() instanceof List<?> list) || list.isEmpty() || list.size() > most) {
            throw refuse(
                    listed,
                    "axis \"" + name + "\" needs a list of 1 to " + most
                            + " values, or {\"from\": 1, \"to\": 9, \"step\": 2}, but it is " + listed.describe()
                            + ".");
        }
        List<Value> values = list.stream().map(item -> value(name, item)).toList();
        return new SweepAxis(name, labelled(axis.get("labels"), name, values));
    }

    private static List<Value> labelled(JsonPart labels, String name, List<Value> values) {
        if (labels.isAbsent()) {
            return values;
        }
        if (!(labels.value() instanceof List<?> list)
                || list.size() != values.size()
                || !list.stream().allMatch(String.class::isInstance)) {
            throw refuse(
                    labels,
                    "the labels of axis \"" + name + "\" must be a list of " + values.size()
                            + " texts, one for each value, but it is " + labels.describe() + ".");
        }
        List<Value> labelled = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            labelled.add(new Value((String) list.get(i), values.get(i).settings()));
        }
        return labelled;
    }

    private static Value value(String name, @Nullable Object item) {
        if (item instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> settings = new LinkedHashMap<>();
            members.forEach((input, value) -> settings.put(String.valueOf(input), value));
            return new Value(
                    members.values().stream().map(SweepAxis::label).collect(Collectors.joining(", ")), settings);
        }
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put(name, item);
        return new Value(label(item), one);
    }

    private static String label(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return String.valueOf(value);
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("labels", labels());
        json.put("values", values.stream().map(Value::settings).toList());
        return json;
    }

    /** As {@link #toJson} wrote it. */
    static SweepAxis of(JsonPart json) {
        List<JsonPart> labels = json.get("labels").items();
        List<JsonPart> settings = json.get("values").items();
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            values.add(new Value(
                    String.valueOf(labels.get(i).value()), settings.get(i).object()));
        }
        return new SweepAxis(String.valueOf(json.get("name").value()), values);
    }

    static HttpProblem refuse(JsonPart part, String problem) {
        return HttpProblem.badRequest("invalid_sweep", "Sweep: " + problem, part.pointer());
    }
}
