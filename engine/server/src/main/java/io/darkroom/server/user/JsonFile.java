package io.darkroom.server.user;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.server.file.PendingFile;
import io.darkroom.server.http.HttpProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON object in a small file. Several requests may change it at once; another program must not. */
final class JsonFile {
    private final Path file;

    JsonFile(Path file) {
        this.file = file;
    }

    /** Its members; none if there is no file yet. */
    Map<String, @Nullable Object> read() throws IOException {
        try {
            byte[] text = Files.readAllBytes(file);
            return JsonPart.root(file.toString(), JsonReader.read(file.toString(), text, JsonLimits.standard()))
                    .object();
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (WorkflowFileException e) {
            throw new HttpProblem(
                    500,
                    "damaged_file",
                    "What was saved cannot be read: " + e.getMessage() + " Repair or delete the file.",
                    "");
        }
    }

    /** Reads it, lets its members be changed, and writes it. What the change throws leaves it as it was. */
    synchronized void change(Consumer<Map<String, @Nullable Object>> change) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(read());
        change.accept(members);
        PendingFile.write(file, JsonText.indented(members).getBytes(StandardCharsets.UTF_8));
    }
}
