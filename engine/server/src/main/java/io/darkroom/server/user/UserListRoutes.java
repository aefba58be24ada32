package io.darkroom.server.user;

import io.darkroom.server.file.Confined;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /userdata} and {@code /v2/userdata}: what files a user has. Links are listed as what they point to, but not entered. */
public final class UserListRoutes implements Routes {
    private final Users users;

    public UserListRoutes(Users users) {
        this.users = users;
    }

    @Override
    public void addTo(Router router) {
        router.get("/userdata", Scope.READ, this::list);
        router.get("/v2/userdata", Scope.READ, this::tree);
    }

    private void list(Context request) throws IOException {
        String dir = request.queryParam("dir");
        if (dir == null || dir.isEmpty()) {
            throw HttpProblem.badRequest("no_dir", "No folder is named; give it as \"dir\".", "dir");
        }
        Path folder = confined(request, dir);
        if (!Files.isDirectory(folder)) {
            throw HttpProblem.notFound("You have no folder \"" + dir + "\".");
        }
        boolean full = isTrue(request, "full_info");
        boolean split = isTrue(request, "split");
        List<Object> listed = new ArrayList<>();
        for (Path file : files(folder, isTrue(request, "recurse") ? Integer.MAX_VALUE : 1)) {
            String name = relative(folder, file);
            if (full) {
                FileFacts.of("path", name, file).ifPresent(listed::add);
            } else {
                listed.add(split ? split(name) : name);
            }
        }
        Bodies.answer(request, listed);
    }

    private void tree(Context request) throws IOException {
        String path = request.queryParam("path");
        Path root = users.folder(request).toAbsolutePath().normalize();
        Path folder = confined(request, path == null ? "" : path);
        if (!Files.exists(folder)) {
            Bodies.answer(request, List.of());
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw HttpProblem.badRequest("not_a_folder", "\"" + path + "\" is a file; name a folder.", "path");
        }
        List<Path> entries;
        try (Stream<Path> below = Files.walk(folder)) {
            entries = below.filter(entry -> !entry.equals(folder))
                    .filter(Files::exists)
                    .sorted(Comparator.<Path, Boolean>comparing(entry -> !Files.isDirectory(entry))
                            .thenComparing(entry -> String.valueOf(entry.getFileName())))
                    .toList();
        }
        List<Object> listed = new ArrayList<>();
        for (Path entry : entries) {
            facts(root, entry).ifPresent(listed::add);
        }
        Bodies.answer(request, listed);
    }

    private static Optional<Map<String, @Nullable Object>> facts(Path root, Path entry) throws IOException {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("name", String.valueOf(entry.getFileName()));
        facts.put("path", relative(root, entry));
        if (Files.isDirectory(entry)) {
            facts.put("type", "directory");
            return Optional.of(facts);
        }
        return FileFacts.of("path", relative(root, entry), entry).map(file -> {
            facts.put("type", "file");
            facts.put("size", file.get("size"));
            facts.put("modified", file.get("modified"));
            return facts;
        });
    }

    /** Sorted; hidden ones are left out, as ComfyUI's patterns do. */
    private static List<Path> files(Path folder, int depth) throws IOException {
        try (Stream<Path> below = Files.walk(folder, depth)) {
            return below.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> split(String name) {
        List<String> parts = new ArrayList<>(List.of(name));
        parts.addAll(List.of(name.split("/", -1)));
        return parts;
    }

    private Path confined(Context request, String name) throws IOException {
        return Confined.below(users.folder(request), name)
                .orElseThrow(() -> HttpProblem.forbidden("\"" + name + "\" lies outside your folder."));
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isTrue(Context request, String parameter) {
        return "true".equalsIgnoreCase(request.queryParam(parameter));
    }
}
