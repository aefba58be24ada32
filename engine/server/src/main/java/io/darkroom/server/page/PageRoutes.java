package io.darkroom.server.page;

import io.darkroom.server.file.Confined;
import io.darkroom.server.file.ContentTypes;
import io.darkroom.server.file.FileAnswer;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The front end's files at all paths that no other route has: this group must be added last. Without a front end, {@code /} is
 * a page that says how to use the server.
 */
public final class PageRoutes implements Routes {
    private static final String INDEX = "index.html";
    /** What changes with the program, without a new name (comfyui-contract.md, 7.5). */
    private static final Set<String> FRESH = Set.of("html", "js", "css");

    private static final Set<String> PICTURES =
            Set.of("png", "jpg", "jpeg", "webp", "gif", "svg", "ico", "avif", "bmp");

    private final Optional<Pages> frontEnd;
    private final Pages welcome = new BundledPages("/io/darkroom/server/page/");
    private final Path userFolder;

    /**
     * @param frontEnd the folder of a front end; empty: our own, if it is in the program
     * @param userFolder of the only user, who may have a {@code user.css}
     */
    public PageRoutes(Optional<Path> frontEnd, Path userFolder) {
        BundledPages ours = new BundledPages("/web-ui/");
        this.frontEnd =
                frontEnd.<Pages>map(FolderPages::new).or(() -> ours.exist() ? Optional.of(ours) : Optional.empty());
        this.userFolder = userFolder;
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/", Scope.READ, this::index);
        router.once(HandlerType.GET, "/user.css", Scope.READ, this::userStyle);
        router.once(HandlerType.GET, "/<file>", Scope.READ, this::file);
    }

    private void index(Context request) throws IOException {
        request.header("Cache-Control", "no-cache");
        request.header("Pragma", "no-cache");
        request.header("Expires", "0");
        if (frontEnd.isPresent() && frontEnd.get().answer(request, INDEX)) {
            return;
        }
        request.header(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        if (!welcome.answer(request, "welcome.html")) {
            throw new IllegalStateException("The page welcome.html is missing from the program.");
        }
    }

    private void userStyle(Context request) throws IOException {
        Optional<Path> own = Confined.below(userFolder, "user.css").filter(Files::isRegularFile);
        if (own.isPresent()) {
            request.header("Cache-Control", "no-cache");
            FileAnswer.send(request, own.get(), ContentTypes.of("user.css"));
        } else {
            answer(request, "user.css");
        }
    }

    private void file(Context request) throws IOException {
        answer(request, request.pathParam("file"));
    }

    private void answer(Context request, String path) throws IOException {
        String extension = ContentTypes.extension(path);
        boolean found = frontEnd.isPresent() && frontEnd.get().answer(request, path);
        if (FRESH.contains(extension) || path.matches("(.*/)?index[^/]*\\.json")) {
            request.header("Cache-Control", "no-cache");
        } else if (PICTURES.contains(extension)) {
            request.header("Cache-Control", "public, max-age=" + (found ? 86_400 : 3600));
        }
        if (!found) {
            throw HttpProblem.notFound(
                    "There is no page or route at " + request.path() + "; /openapi.json lists the routes.");
        }
    }
}
