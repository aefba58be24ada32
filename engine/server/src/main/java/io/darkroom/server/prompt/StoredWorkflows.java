package io.darkroom.server.prompt;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.names.Nearest;
import io.darkroom.server.file.Confined;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.user.Users;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The workflows that lie on the server: the user's own, then those that came with the program. */
final class StoredWorkflows {
    private static final int DEEPEST = 6;
    private static final int MOST = 2000; // names compared for a suggestion

    private final UserFolders folders;
    private final Users users;

    StoredWorkflows(UserFolders folders, Users users) {
        this.folders = folders;
        this.users = users;
    }

    /**
     * @param name relative to a folder of workflows; {@code .json} may be left out
     * @throws HttpProblem 400 if there is none of this name
     */
    Path find(String name, Context request) throws IOException {
        List<Path> places = List.of(
                users.folder(request).resolve("workflows"), folders.base().resolve("workflows"));
        for (Path place : places) {
            for (String written : List.of(name, name + ".json")) {
                Optional<Path> file = Confined.below(place, written).filter(Files::isRegularFile);
                if (file.isPresent()) {
                    return file.get();
                }
            }
        }
        List<String> names = new ArrayList<>();
        for (Path place : places) {
            names.addAll(names(place));
        }
        throw HttpProblem.badRequest(
                "workflow_not_found",
                "There is no workflow \"" + name + "\" on the server." + Nearest.question(name, names)
                        + " Save it in the editor, or send it as \"workflow\".",
                "/workflow_name");
    }

    private static List<String> names(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place, DEEPEST)) {
            return files.filter(Files::isRegularFile)
                    .limit(MOST)
                    .map(file -> place.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
