package io.darkroom.server.prompt;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.queue.Finished;
import io.darkroom.server.event.Endings;
import io.darkroom.server.event.Message;
import io.darkroom.server.file.Area;
import io.darkroom.server.file.Confined;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.work.RunReport;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code POST /run} answers when its prompt is over. */
final class RunAnswer {
    private final UserFolders folders;

    /** How the outputs are wanted. */
    enum Form {
        PICTURE,
        JSON,
        /** With each file in it, as base64. */
        JSON_WITH_FILES
    }

    RunAnswer(UserFolders folders) {
        this.folders = folders;
    }

    /**
     * @throws HttpProblem 422 with the node's sentence if the prompt failed, 409 if it was cancelled, 406 if a picture is
     *     wanted and it has none
     */
    void write(Finished finished, Form form, Context request) throws IOException {
        RunReport report = RunReport.of(finished);
        switch (finished.outcome().kind()) {
            case SUCCEEDED -> {}
            case CANCELLED ->
                throw new HttpProblem(
                        409, "cancelled", "Prompt " + finished.job().id() + " was cancelled.", "");
            case FAILED, POISONED -> throw failure(finished, report);
        }
        if (form == Form.PICTURE) {
            picture(finished, report, request);
        } else {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("prompt_id", finished.job().id());
            json.put("status", "success");
            json.put("outputs", outputs(report, form));
            Bodies.answer(request, json);
        }
    }

    private static HttpProblem failure(Finished finished, RunReport report) {
        Map<String, @Nullable Object> data = report.end()
                .filter(end -> end.type().equals(Endings.FAILED))
                .map(Message.Event::data)
                .orElse(Map.of());
        String node =
                data.get("node_id") instanceof String id ? "Node " + id + " (" + data.get("node_type") + "): " : "";
        String words = String.valueOf(data.getOrDefault("exception_message", "the prompt failed"));
        return new HttpProblem(
                422, // the server did its part; what it was given did not work
                "prompt_failed",
                node + words.strip(),
                "/history/" + finished.job().id());
    }

    private void picture(Finished finished, RunReport report, Context request) throws IOException {
        for (Map<?, ?> file : files(report)) {
            Optional<Path> path = path(file);
            Optional<String> type = path.flatMap(RunAnswer::contentType);
            if (path.isPresent() && type.isPresent()) {
                request.header("X-Prompt-Id", headerText(finished.job().id()));
                request.contentType(type.get()).result(Files.newInputStream(path.get()));
                return;
            }
        }
        throw new HttpProblem(
                406,
                "no_picture",
                "Prompt " + finished.job().id() + " saved no picture; ask for JSON, or add SaveImage.",
                "Accept");
    }

    private static String headerText(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static List<Map<?, ?>> files(RunReport report) {
        List<Map<?, ?>> files = new ArrayList<>();
        for (Object output : report.outputs().values()) {
            if (output instanceof Map<?, ?> shown) {
                shown.values().stream()
                        .filter(List.class::isInstance)
                        .flatMap(list -> ((List<?>) list).stream())
                        .filter(file -> file instanceof Map<?, ?> named && named.get("filename") instanceof String)
                        .forEach(file -> files.add((Map<?, ?>) file));
            }
        }
        return files;
    }

    private Map<String, Object> outputs(RunReport report, Form form) throws IOException {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> output : report.outputs().entrySet()) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            if (output.getValue() instanceof Map<?, ?> members) {
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    shown.put(String.valueOf(member.getKey()), reachable(member.getValue(), form));
                }
            }
            outputs.put(output.getKey(), shown);
        }
        return outputs;
    }

    /** A list's files with the address to fetch each from. */
    private @Nullable Object reachable(@Nullable Object value, Form form) throws IOException {
        if (!(value instanceof List<?> items)) {
            return value;
        }
        List<@Nullable Object> reachable = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> file && file.get("filename") instanceof String) {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                file.forEach((name, member) -> members.put(String.valueOf(name), member));
                members.put("url", url(file));
                Optional<Path> path = form == Form.JSON_WITH_FILES ? path(file) : Optional.empty();
                if (path.isPresent()) {
                    members.put("base64", Base64.getEncoder().encodeToString(Files.readAllBytes(path.get())));
                }
                reachable.add(members);
            } else {
                reachable.add(item);
            }
        }
        return reachable;
    }

    private static String url(Map<?, ?> file) {
        return "/view?filename=" + encoded(file, "filename") + "&subfolder=" + encoded(file, "subfolder") + "&type="
                + encoded(file, "type");
    }

    private static String encoded(Map<?, ?> file, String name) {
        return file.get(name) instanceof String text ? URLEncoder.encode(text, StandardCharsets.UTF_8) : "";
    }

    private Optional<Path> path(Map<?, ?> file) {
        String subfolder = file.get("subfolder") instanceof String text ? text : "";
        String name = String.valueOf(file.get("filename"));
        return Area.named(String.valueOf(file.get("type")))
                .flatMap(
                        area -> Confined.below(area.root(folders), subfolder.isEmpty() ? name : subfolder + "/" + name))
                .filter(Files::isRegularFile);
    }

    private static Optional<String> contentType(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".png")
                ? Optional.of("image/png")
                : name.endsWith(".webp")
                        ? Optional.of("image/webp")
                        : name.endsWith(".jpg") || name.endsWith(".jpeg")
                                ? Optional.of("image/jpeg")
                                : Optional.empty();
    }
}
