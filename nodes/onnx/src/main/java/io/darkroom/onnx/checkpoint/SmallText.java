package io.darkroom.onnx.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads single values out of small configuration files, event by event, so that no nesting or alias can cost memory. */
final class SmallText {
    private static final long MAX_BYTES = 4 << 20; // configurations have some kilobytes
    private static final int MAX_DEPTH = 64;

    private SmallText() {}

    /** The texts, numbers and truth values at the top of a JSON object, as text. */
    static Map<String, String> jsonValues(Path path) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(read(path))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw broken(path, "is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    values.put(name, json.getText());
                }
            }
        } catch (IOException e) {
            throw broken(path, "is not readable JSON");
        }
        return values;
    }

    /** The text values of an object at the top of a JSON object. */
    static Map<String, String> jsonTable(Path path, String table) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(read(path))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw broken(path, "is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals(table);
                JsonToken start = json.nextToken();
                if (!wanted || start != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (json.nextToken() != JsonToken.VALUE_STRING) {
                        throw broken(path, "holds no text at \"" + name + "\"");
                    }
                    values.put(name, json.getText());
                }
            }
        } catch (IOException e) {
            throw broken(path, "is not readable JSON");
        }
        return values;
    }

    /** The scalar at a path of keys in a YAML file, such as {@code model.params.parameterization}. */
    static Optional<String> yamlValue(Path path, String dottedKeys) {
        String text = new String(read(path), StandardCharsets.UTF_8);
        try {
            YamlWalk walk = new YamlWalk(path);
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                walk.accept(event);
            }
            return Optional.ofNullable(walk.values.get(dottedKeys));
        } catch (YamlEngineException e) {
            throw broken(path, "is not readable YAML");
        }
    }

    private static byte[] read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw broken(path, "has " + Files.size(path) + " bytes, far more than a configuration needs");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UnusableFileException("The file \"" + path + "\" cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static UnusableFileException broken(Path path, String fault) {
        return new UnusableFileException("The file \"" + path + "\" " + fault + ". Correct or remove it.");
    }

    /** Follows the events of a document and notes the scalars in nested mappings by their path. */
    private static final class YamlWalk {
        private final Path path;
        private final Deque<Level> levels = new ArrayDeque<>();
        private final Map<String, String> values = new LinkedHashMap<>();

        YamlWalk(Path path) {
            this.path = path;
        }

        void accept(Event event) {
            if (event instanceof ScalarEvent scalar) {
                scalar(scalar.getValue());
            } else if (event instanceof CollectionStartEvent) {
                if (levels.size() == MAX_DEPTH) {
                    throw broken(path, "is nested more than " + MAX_DEPTH + " deep");
                }
                levels.push(new Level(event instanceof MappingStartEvent));
            } else if (event instanceof CollectionEndEvent) {
                levels.pop();
                valueDone();
            } else if (event instanceof AliasEvent) {
                valueDone();
            }
        }

        private void scalar(String text) {
            Level top = levels.peek();
            if (top == null || !top.mapping) {
                return;
            }
            if (top.key == null) {
                top.key = text;
                return;
            }
            StringBuilder name = new StringBuilder();
            levels.descendingIterator()
                    .forEachRemaining(
                            level -> name.append(name.isEmpty() ? "" : ".").append(level.key));
            values.put(name.toString(), text);
            top.key = null;
        }

        private void valueDone() {
            Level top = levels.peek();
            if (top != null) {
                top.key = null;
            }
        }
    }

    private static final class Level {
        private final boolean mapping;
        private @Nullable String key;

        Level(boolean mapping) {
            this.mapping = mapping;
        }
    }
}
