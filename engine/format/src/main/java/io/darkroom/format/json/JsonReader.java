package io.darkroom.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.darkroom.format.WorkflowFileException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain values. As lenient as Python ({@code NaN}, {@code Infinity}, exact integers of any size), but a name
 * that occurs twice in an object is refused, and so is whatever exceeds the limits. Does not recurse.
 */
public final class JsonReader {
    private final String source;
    private final JsonLimits limits;
    private final JsonParser parser;
    private final Deque<Open> open = new ArrayDeque<>();
    /** One String object for each name, however often it occurs. */
    private final Map<String, String> names = new HashMap<>();

    private long memory;

    private JsonReader(String source, JsonLimits limits, JsonParser parser) {
        this.source = source;
        this.limits = limits;
        this.parser = parser;
    }

    /**
     * @param source the file, as the user calls it
     * @throws WorkflowFileException if it is not JSON, or too much of it
     */
    public static @Nullable Object read(String source, byte[] json, JsonLimits limits) {
        refuseIfLarge(source, json.length, limits);
        return read(source, limits, factory -> factory.createParser(json));
    }

    /** As {@link #read(String, byte[], JsonLimits)}, for a text in memory. */
    public static @Nullable Object read(String source, String json, JsonLimits limits) {
        refuseIfLarge(source, json.length(), limits);
        return read(source, limits, factory -> factory.createParser(json));
    }

    private static void refuseIfLarge(String source, long size, JsonLimits limits) {
        if (size > limits.bytes()) {
            throw limits.tooLarge(source, size);
        }
    }

    private interface Opening {
        JsonParser open(JsonFactory factory) throws IOException;
    }

    private static @Nullable Object read(String source, JsonLimits limits, Opening opening) {
        JsonFactory factory = JsonFactory.builder()
                // Jackson's own table of names can be made to overflow by a hostile file; ours is a HashMap.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 1)
                        .maxStringLength(limits.text())
                        .maxNameLength(limits.text())
                        .build())
                .build();
        try (JsonParser parser = opening.open(factory)) {
            return new JsonReader(source, limits, parser).readAll();
        } catch (JsonProcessingException e) {
            throw new WorkflowFileException(source, place(e.getLocation()), "This is not JSON: " + problem(e));
        } catch (CharConversionException e) {
            throw new WorkflowFileException(
                    source, "", "This is not JSON: its text is neither UTF-8 nor UTF-16 or UTF-32.");
        } catch (IOException e) {
            throw new WorkflowFileException(source, "", "This is not JSON: " + e.getMessage());
        }
    }

    private @Nullable Object readAll() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new WorkflowFileException(source, "", "It is empty.");
        }
        Object result = value(first);
        while (!open.isEmpty()) {
            Open innermost = open.element();
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw refuse("It ends in the middle.");
            }
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.remove();
            } else if (token == JsonToken.FIELD_NAME) {
                String name = names.computeIfAbsent(parser.currentName(), n -> n);
                if (!innermost.start(name)) {
                    throw refuse("The name \"" + name + "\" occurs twice in one object; remove one of them.");
                }
            } else {
                innermost.add(value(token));
            }
        }
        if (parser.nextToken() != null) {
            throw refuse("There is more text after the end of the JSON; remove it.");
        }
        return result;
    }

    private @Nullable Object value(JsonToken token) throws IOException {
        memory += cost(token);
        if (memory > limits.memory()) {
            throw refuse("It holds more values than fit into the " + (limits.memory() >> 20)
                    + " MiB of memory set aside for it; give Java a larger heap (-Xmx) if the file is sound.");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                open(new Open(members, new ArrayList<>()));
                yield Collections.unmodifiableMap(members);
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>(4);
                open(new Open(null, items));
                yield Collections.unmodifiableList(items);
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refuse("Unexpected " + token + ".");
        };
    }

    /** Bytes in memory, measured on a 64-bit JDK 17 and rounded up: an object with one member, a short list, a number. */
    private int cost(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> 220;
            case START_ARRAY -> 100;
            case VALUE_STRING -> 56 + parser.getTextLength();
            default -> 40;
        };
    }

    private void open(Open container) {
        if (open.size() >= limits.depth()) {
            throw refuse("Its objects and lists lie more than " + limits.depth()
                    + " deep inside each other; no workflow needs that.");
        }
        open.push(container);
    }

    private WorkflowFileException refuse(String problem) {
        return new WorkflowFileException(source, place(parser.currentTokenLocation()), problem);
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Jackson's words without the hints for programmers that follow them. */
    private static String problem(JsonProcessingException e) {
        String words = String.valueOf(e.getOriginalMessage());
        int hint = words.indexOf(", from `");
        return (hint < 0 ? words : words.substring(0, hint) + ")") + ".";
    }

    /** An object or list that is not closed yet. */
    private static final class Open {
        private final @Nullable Map<String, @Nullable Object> members;
        private final List<@Nullable Object> items;
        private String name = "";

        Open(@Nullable Map<String, @Nullable Object> members, List<@Nullable Object> items) {
            this.members = members;
            this.items = items;
        }

        /** False if the object has this name already. */
        boolean start(String next) {
            name = next;
            return members == null || !members.containsKey(next);
        }

        void add(@Nullable Object value) {
            if (members == null) {
                items.add(value);
            } else {
                members.put(name, value);
            }
        }
    }
}
