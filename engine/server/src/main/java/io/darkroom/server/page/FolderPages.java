package io.darkroom.server.page;

import io.darkroom.server.file.Confined;
import io.darkroom.server.file.ContentTypes;
import io.darkroom.server.file.FileAnswer;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A front end in a folder, as {@code --front-end-root} names it. */
record FolderPages(Path root) implements Pages {
    @Override
    public boolean answer(Context request, String path) throws IOException {
        Optional<Path> file = Confined.below(root, path).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return false;
        }
        FileAnswer.send(request, file.get(), ContentTypes.of(path));
        return true;
    }
}
