package io.darkroom.server.model;

import io.darkroom.api.node.NodeException;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.server.file.Confined;
import io.darkroom.server.http.HttpProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The model files by type. Asks the disk each time; safe for concurrent use. */
final class ModelFiles {
    private final UserFolders folders;

    ModelFiles(UserFolders folders) {
        this.folders = folders;
    }

    /**
     * A model.
     *
     * @param name relative to its folder, with {@code /}
     * @param folder which of its type's folders it lies in, from 0
     */
    record Listed(String name, int folder, Path path) {}

    List<String> types() {
        return folders.modelTypes();
    }

    /**
     * @throws HttpProblem 404 if there is no such type; the old names of types are none
     */
    String requireType(String type) {
        if (!types().contains(type)) {
            throw HttpProblem.notFound("There is no folder type \"" + type + "\"; GET /models lists them.");
        }
        return type;
    }

    List<String> names(String type) {
        return folders.list(requireType(type));
    }

    /** All models of a type; one name in two folders is two of them. */
    List<Listed> all(String type) {
        List<Listed> found = new ArrayList<>();
        List<String> names = names(type);
        List<Path> places = folders.folders(type);
        for (int i = 0; i < places.size(); i++) {
            for (String name : names) {
                Optional<Path> path = Confined.lexically(places.get(i), name).filter(Files::exists);
                if (path.isPresent()) {
                    found.add(new Listed(name, i, path.get()));
                }
            }
        }
        return found;
    }

    /**
     * The model that a name means, as loaders find it.
     *
     * @throws HttpProblem 404 if there is none, with the nearest names
     */
    Path find(String type, String name) {
        try {
            return folders.find(requireType(type), name).path();
        } catch (NodeException e) {
            throw HttpProblem.notFound(String.valueOf(e.getMessage()));
        }
    }

    /** The folders of a type. */
    List<Path> places(String type) {
        return folders.folders(requireType(type));
    }
}
