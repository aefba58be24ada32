package io.darkroom.server.system;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.server.file.Area;
import io.darkroom.server.file.Ownership;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
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

/** {@code /internal/folder_paths} and {@code /internal/files}. */
public final class FolderRoutes implements Routes {
    private final UserFolders folders;
    private final Ownership ownership;

    public FolderRoutes(UserFolders folders, Ownership ownership) {
        this.folders = folders;
        this.ownership = ownership;
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/internal/folder_paths", Scope.ADMIN, this::paths);
        router.once(HandlerType.GET, "/internal/files/{type}", Scope.READ, this::files);
    }

    private void paths(Context request) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (String type : folders.modelTypes()) {
            paths.put(type, folders.folders(type).stream().map(Path::toString).toList());
        }
        Bodies.answer(request, paths);
    }

    private void files(Context request) throws IOException {
        Optional<Area> area = Area.named(request.pathParam("type"));
        if (area.isEmpty()) {
            Bodies.answer(request.status(400), Map.of("error", "Invalid directory type"));
            return;
        }
        Principal who = Router.principal(request);
        Bodies.answer(
                request,
                newestFirst(area.get().root(folders)).stream()
                        .filter(name -> ownership.mayRead(who, area.get(), "", name))
                        .toList());
    }

    private static List<String> newestFirst(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file) && !name.startsWith(".")) {
                    entries.add(new Entry(name, file.toFile().lastModified()));
                }
            }
        }
        return entries.stream()
                .sorted(Comparator.comparingLong(Entry::changed).reversed().thenComparing(Entry::name))
                .map(Entry::name)
                .toList();
    }

    /**
     * @param changed milliseconds since 1970; 0 if the file has gone
     */
    private record Entry(String name, long changed) {}
}
