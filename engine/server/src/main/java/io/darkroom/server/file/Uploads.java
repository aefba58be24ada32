package io.darkroom.server.file;

import io.darkroom.api.extension.Folders;
import io.darkroom.server.http.HttpProblem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives uploaded files their place and name. Safe for concurrent use. */
final class Uploads {
    private final Folders folders;

    Uploads(Folders folders) {
        this.folders = folders;
    }

    /** What happens if the name is taken. */
    enum IfTaken {
        REPLACE,
        /** The same content is stored once; another gets a number: {@code cat (1).png}. */
        RENAME
    }

    /**
     * Where a file would lie.
     *
     * @throws HttpProblem 400 if that is outside its area or cannot be a name
     */
    Path place(NamedFile wanted) {
        String below = wanted.path();
        Path root = wanted.area().root(folders);
        Path place = Confined.below(root, below)
                .orElseThrow(() -> HttpProblem.badRequest(
                        "outside",
                        "\"" + below + "\" leads out of the folder of "
                                + wanted.area().word() + "; use a plain name.",
                        "subfolder"));
        FileNames.require(below);
        return place;
    }

    /** Puts a file that is written into its place; returns the name it got. */
    NamedFile store(PendingFile content, NamedFile wanted, IfTaken ifTaken) throws IOException {
        Path place = place(wanted);
        if (ifTaken == IfTaken.REPLACE) {
            if (Files.isDirectory(place)) {
                throw HttpProblem.badRequest("is_folder", "\"" + wanted.name() + "\" is a folder.", "image");
            }
            content.replace(place);
            return wanted;
        }
        NamedFile free = wanted;
        for (int number = 1; ; number++) {
            Path candidate = place.resolveSibling(free.name());
            if (Files.isRegularFile(candidate) && Files.mismatch(candidate, content.path()) < 0) {
                return free;
            }
            try {
                content.create(candidate);
                return free;
            } catch (FileAlreadyExistsException e) {
                free = new NamedFile(wanted.area(), wanted.subfolder(), numbered(wanted.name(), number));
            }
        }
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
    }
}
