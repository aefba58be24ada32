package io.darkroom.cli.folder;

import io.darkroom.cli.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An {@code extra_model_paths.yaml} as ComfyUI's users have them: sections, each with an optional {@code base_path} and
 * {@code is_default}, then model types with one folder, a block of lines, or a list.
 */
public final class ModelPaths {
    /** What ComfyUI names in such a file besides models: Python, which does not run here. */
    private static final String PYTHON_NODES = "custom_nodes";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(\\w+)|%(\\w+)%");

    private final Path file;
    private final Function<String, @Nullable String> environment;

    private ModelPaths(Path file, Function<String, @Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * A folder in which models of a type are searched.
     *
     * @param first whether it comes before the usual folders and takes new files ({@code is_default})
     */
    public record Entry(String type, Path folder, boolean first) {}

    /**
     * Reads a file; relative folders are relative to {@code base_path}, and that to the file.
     *
     * @param environment the values of environment variables
     * @throws UserException if it cannot be read or says something else
     */
    public static List<Entry> read(Path file, Function<String, @Nullable String> environment) {
        return new ModelPaths(file, environment).sections();
    }

    private List<Entry> sections() {
        Object root;
        try {
            // Fewer aliases than any honest file has: a file of aliases of aliases must not fill the memory.
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.getFileName().toString())
                    .setMaxAliasesForCollections(20)
                    .build();
            root = new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserException(
                    "The model paths file \"" + file + "\" cannot be read: " + UserException.reason(e) + ".", e);
        } catch (YamlEngineException e) {
            throw new UserException(
                    "The model paths file \"" + file + "\" is not YAML: " + UserException.oneLine(e.getMessage()), e);
        }
        if (root == null) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> section : map(root, "it").entrySet()) {
            if (section.getValue() != null) {
                section(String.valueOf(section.getKey()), section.getValue(), entries);
            }
        }
        return entries;
    }

    private void section(String name, Object value, List<Entry> entries) {
        Map<?, ?> members = map(value, "section \"" + name + "\"");
        Path base = file.resolveSibling("").toAbsolutePath();
        Object basePath = members.get("base_path");
        if (basePath != null) {
            base = base.resolve(path(name, "base_path", basePath));
        }
        boolean first = Boolean.TRUE.equals(members.get("is_default"));
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String type = String.valueOf(member.getKey());
            if (type.equals("base_path") || type.equals("is_default") || type.equals(PYTHON_NODES)) {
                continue;
            }
            for (Object line : lines(name, type, member.getValue())) {
                entries.add(new Entry(type, base.resolve(path(name, type, line)).normalize(), first));
            }
        }
    }

    private List<?> lines(String section, String type, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text) {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong("section \"" + section + "\", \"" + type + "\"", value, "one folder, or several, one a line");
    }

    private Path path(String section, String member, @Nullable Object value) {
        String where = "section \"" + section + "\", \"" + member + "\"";
        if (!(value instanceof String text)) {
            throw wrong(where, value, "the name of a folder");
        }
        try {
            return Path.of(expanded(text));
        } catch (InvalidPathException e) {
            throw wrong(where, value, "the name of a folder");
        }
    }

    /** With {@code ~} and variables replaced; an unknown variable stays as it is, as in a shell's double quotes in ComfyUI. */
    private String expanded(String text) {
        String home = System.getProperty("user.home");
        String path =
                text.equals("~") || text.startsWith("~/") || text.startsWith("~\\") ? home + text.substring(1) : text;
        return VARIABLE.matcher(path).replaceAll(match -> {
            String name = Stream.of(match.group(1), match.group(2), match.group(3))
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
            String found = environment.apply(name);
            return Matcher.quoteReplacement(found == null ? match.group() : found);
        });
    }

    private Map<?, ?> map(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(where, value, "names with values");
    }

    private UserException wrong(String where, @Nullable Object value, String expected) {
        return new UserException("The model paths file \"" + file + "\": " + where + " must hold " + expected
                + ", but is \"" + UserException.oneLine(String.valueOf(value)) + "\".");
    }
}
