package io.darkroom.server.user;

import io.darkroom.server.file.Confined;
import io.darkroom.server.file.ContentTypes;
import io.darkroom.server.file.FileAnswer;
import io.darkroom.server.file.FileNames;
import io.darkroom.server.file.PendingFile;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code /userdata/{file}}: single files of a user, workflows above all. The file's name is one encoded segment. */
public final class UserFileRoutes implements Routes {
    private final Users users;
    private final long maxBytes;

    /**
     * @param maxBytes the largest file that is taken
     */
    public UserFileRoutes(Users users, long maxBytes) {
        this.users = users;
        this.maxBytes = maxBytes;
    }

    @Override
    public void addTo(Router router) {
        router.get("/userdata/{file}", Scope.READ, this::read);
        router.post("/userdata/{file}", Scope.RUN, this::write);
        router.delete("/userdata/{file}", Scope.RUN, this::delete);
        router.post("/userdata/{file}/move/{dest}", Scope.RUN, this::move);
    }

    private void read(Context request) throws IOException {
        Path file = existing(request);
        FileAnswer.send(request, file, contentType(file));
    }

    /** A user's own style sheet works; a page or a script that got here by any way does not. */
    private static String contentType(Path file) {
        String name = String.valueOf(file.getFileName());
        return ContentTypes.extension(name).equals("css") ? ContentTypes.of(name) : ContentTypes.harmless(name);
    }

    private void write(Context request) throws IOException {
        Path file = target(request, "file");
        try (PendingFile content = PendingFile.beside(file)) {
            content.fill(request.bodyInputStream(), maxBytes);
            place(request, content, file);
        }
        answer(request, file);
    }

    private void delete(Context request) throws IOException {
        Files.delete(existing(request));
        request.status(204);
    }

    private void move(Context request) throws IOException {
        Path from = existing(request);
        Path to = target(request, "dest");
        PendingFile.makeFolderOf(to);
        CopyOption[] options =
                isOverwriting(request) ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0];
        try {
            Files.move(from, to, options);
        } catch (FileAlreadyExistsException e) {
            throw taken(request, "dest");
        }
        answer(request, to);
    }

    private void place(Context request, PendingFile content, Path file) throws IOException {
        if (isOverwriting(request)) {
            content.replace(file);
            return;
        }
        try {
            content.create(file);
        } catch (FileAlreadyExistsException e) {
            throw taken(request, "file");
        }
    }

    private void answer(Context request, Path file) throws IOException {
        Path folder = users.folder(request).toAbsolutePath().normalize();
        String name = folder.relativize(file).toString().replace('\\', '/');
        boolean full = "true".equals(request.queryParam("full_info"));
        Bodies.answer(request, full ? FileFacts.of("path", name, file).orElseThrow(() -> gone(name)) : name);
    }

    private static HttpProblem taken(Context request, String parameter) {
        return new HttpProblem(
                409,
                "exists",
                "You have a file \"" + request.pathParam(parameter)
                        + "\" already; choose another name, or send overwrite=true.",
                parameter);
    }

    private static boolean isOverwriting(Context request) {
        return !"false".equals(request.queryParam("overwrite"));
    }

    private static HttpProblem gone(String name) {
        return HttpProblem.notFound("You have no file \"" + name + "\".");
    }

    /** The file that is named, which must be there. */
    private Path existing(Context request) throws IOException {
        Path file = confined(request, "file");
        if (!Files.isRegularFile(file)) {
            throw gone(request.pathParam("file"));
        }
        return file;
    }

    /** The file that is named, which may be new. */
    private Path target(Context request, String parameter) throws IOException {
        Path file = confined(request, parameter);
        FileNames.require(request.pathParam(parameter));
        if (Files.isDirectory(file)) {
            throw HttpProblem.badRequest(
                    "is_folder", "\"" + request.pathParam(parameter) + "\" is a folder; name a file.", parameter);
        }
        return file;
    }

    private Path confined(Context request, String parameter) throws IOException {
        Path folder = users.folder(request);
        String name = request.pathParam(parameter);
        return Confined.below(folder, name)
                .filter(path -> !path.equals(folder.toAbsolutePath().normalize()))
                .orElseThrow(() -> HttpProblem.forbidden(
                        "\"" + name + "\" lies outside your folder, or cannot be a file's name."));
    }
}
