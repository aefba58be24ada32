package io.darkroom.server.file;

import io.darkroom.api.extension.Folders;
import io.darkroom.server.http.HttpProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file as clients name it.
 *
 * @param subfolder below the area, with {@code /}; may be empty
 * @param name without folders
 */
public record NamedFile(Area area, String subfolder, String name) {
    private static final Pattern ANNOTATED = Pattern.compile("(.*?) ?\\[(input|output|temp)]", Pattern.DOTALL);
    private static final Pattern LEADING_OUT = Pattern.compile("[/\\\\].*|[A-Za-z]:.*|.*\\.\\..*", Pattern.DOTALL);

    /**
     * Reads what {@code /view} and its kind are asked for.
     *
     * @param filename may end in {@code [input]}, {@code [output]} or {@code [temp]}, which then counts instead of the type; of
     *     folders in it only the last part is used
     * @throws HttpProblem 400 or 404 in words
     */
    public static NamedFile of(@Nullable String filename, @Nullable String type, @Nullable String subfolder) {
        if (filename == null) {
            throw HttpProblem.notFound("No file is named; give its name as \"filename\".");
        }
        Matcher annotated = ANNOTATED.matcher(filename);
        boolean isAnnotated = annotated.matches();
        String plain = isAnnotated ? annotated.group(1) : filename;
        String word = isAnnotated ? annotated.group(2) : type == null || type.isEmpty() ? "output" : type;
        if (plain.isBlank() || LEADING_OUT.matcher(plain).matches()) {
            throw HttpProblem.badRequest(
                    "invalid_filename",
                    "\"filename\" is \"" + plain + "\"; it must be a plain name, without \"..\" and no absolute path.",
                    "filename");
        }
        Area area = Area.named(word)
                .orElseThrow(() -> HttpProblem.badRequest(
                        "invalid_type", "\"type\" is \"" + word + "\"; it must be output, input or temp.", "type"));
        String slashed = plain.replace('\\', '/');
        return new NamedFile(
                area, subfolder == null ? "" : tidy(subfolder), slashed.substring(slashed.lastIndexOf('/') + 1));
    }

    /**
     * Where it lies.
     *
     * @throws HttpProblem 403 if that is outside its area, 404 if there is no such file
     */
    public Path locate(Folders folders) {
        Path file = target(folders);
        if (name.isBlank() || !Files.isRegularFile(file)) {
            throw missing();
        }
        return file;
    }

    /**
     * Where it lies or would lie.
     *
     * @throws HttpProblem 403 if that is outside its area
     */
    public Path target(Folders folders) {
        Path root = area.root(folders);
        if (Confined.below(root, subfolder).isEmpty()) {
            throw HttpProblem.forbidden(
                    "\"subfolder\" is \"" + subfolder + "\", which leaves the folder of " + area.word() + ".");
        }
        return Confined.below(root, path())
                .orElseThrow(() -> HttpProblem.forbidden(
                        "\"" + name + "\" is a link that leaves the folder of " + area.word() + "."));
    }

    /** Folder and name, relative to the area. */
    public String path() {
        return subfolder.isEmpty() ? name : subfolder + "/" + name;
    }

    /** What is said of a file that is not there, or not this client's. */
    public HttpProblem missing() {
        String folder = subfolder.isEmpty() ? area.word() : area.word() + "/" + subfolder;
        return HttpProblem.notFound("There is no file \"" + name + "\" in " + folder + ".");
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("subfolder", subfolder);
        json.put("type", area.word());
        return json;
    }

    /** A subfolder as clients on any system write it: with {@code /}, and none at its end. */
    static String tidy(String subfolder) {
        String slashed = subfolder.replace('\\', '/');
        int end = slashed.length();
        while (end > 0 && slashed.charAt(end - 1) == '/') {
            end--;
        }
        return slashed.substring(0, end);
    }
}
