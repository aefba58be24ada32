package io.darkroom.server.file;

import io.darkroom.api.extension.Folders;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** {@code /view}: files from the folders of pictures, or other forms of them. */
public final class ViewRoutes implements Routes {
    private final Folders folders;
    private final Ownership ownership;
    private final PictureDesk desk;

    public ViewRoutes(Folders folders, Ownership ownership, PictureDesk desk) {
        this.folders = folders;
        this.ownership = ownership;
        this.desk = desk;
    }

    @Override
    public void addTo(Router router) {
        router.get("/view", Scope.READ, this::view);
    }

    private void view(Context request) throws IOException {
        NamedFile named = NamedFile.of(
                request.queryParam("filename"), request.queryParam("type"), request.queryParam("subfolder"));
        Path file = named.locate(folders);
        if (!ownership.mayRead(Router.principal(request), named.area(), named.subfolder(), named.name())) {
            throw named.missing();
        }
        request.header("Content-Disposition", disposition(named.name()));
        Optional<Rendition> rendition = Rendition.asked(request.queryParam("preview"), request.queryParam("channel"));
        if (rendition.isEmpty()) {
            FileAnswer.send(request, file, ContentTypes.harmless(named.name()));
            return;
        }
        byte[] picture = desk.work(decoder -> rendition.get().encode(decoder.read(file, named.name())));
        request.contentType(rendition.get().format().contentType).result(picture);
    }

    /** The name in ASCII for old clients, and in full for others (RFC 6266). */
    private static String disposition(String name) {
        String ascii = name.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\]", "_");
        String plain = "filename=\"" + ascii + "\"";
        return ascii.equals(name)
                ? plain
                : plain + "; filename*=UTF-8''"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
