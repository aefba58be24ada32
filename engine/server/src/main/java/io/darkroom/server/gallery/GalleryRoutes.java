package io.darkroom.server.gallery;

import io.darkroom.api.extension.Folders;
import io.darkroom.queue.Outputs;
import io.darkroom.queue.Outputs.Picture;
import io.darkroom.server.file.NamedFile;
import io.darkroom.server.file.Ownership;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /darkroom/v1/gallery}: search, one picture's facts, trash and back. */
public final class GalleryRoutes implements Routes {
    private static final String GALLERY = "/darkroom/v1/gallery";
    private static final String TRASH = GALLERY + "/trash";
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int MOST_WORDS = 20;

    private final Folders folders;
    private final Outputs outputs;
    private final Trash trash;

    public GalleryRoutes(Folders folders, Outputs outputs, InstantSource clock) {
        this.folders = folders;
        this.outputs = outputs;
        this.trash = new Trash(folders, outputs, clock);
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, GALLERY, Scope.READ, this::search);
        router.once(
                HandlerType.GET,
                GALLERY + "/picture",
                Scope.READ,
                request -> Bodies.answer(request, PictureJson.full(picture(request))));
        router.once(HandlerType.DELETE, GALLERY + "/picture", Scope.RUN, this::throwAway);
        router.once(HandlerType.GET, TRASH, Scope.READ, this::listTrash);
        router.once(HandlerType.POST, TRASH + "/{id}/restore", Scope.RUN, this::restore);
        router.once(HandlerType.DELETE, TRASH + "/{id}", Scope.RUN, this::delete);
    }

    private void search(Context request) {
        Optional<String> owner = Ownership.restriction(Router.principal(request))
                .or(() -> Optional.ofNullable(request.queryParam("owner")));
        String words = request.queryParam("words");
        List<String> each = Arrays.stream((words == null ? "" : words).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (each.size() > MOST_WORDS) {
            throw HttpProblem.badRequest(
                    "too_many_words",
                    "\"words\" has " + each.size() + " words; use at most " + MOST_WORDS + ".",
                    "words");
        }
        int offset = number(request, "offset", 0, Integer.MAX_VALUE);
        int limit = number(request, "limit", USUAL_PAGE, LARGEST_PAGE);
        Outputs.Question question = new Outputs.Question(owner, each, offset, limit);
        List<Picture> found = outputs.list(question);
        int total = outputs.count(question);
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("offset", offset);
        pagination.put("limit", limit);
        pagination.put("total", total);
        pagination.put("has_more", (long) offset + found.size() < total);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pictures", found.stream().map(PictureJson::brief).toList());
        json.put("pagination", pagination);
        Bodies.answer(request, json);
    }

    private void throwAway(Context request) throws IOException {
        Picture picture = picture(request);
        Path file = named(request).locate(folders);
        try {
            Bodies.answer(request, trash.take(picture, file).toJson());
        } catch (NoSuchFileException e) {
            throw named(request).missing(); // another request was faster
        }
    }

    private void listTrash(Context request) throws IOException {
        Optional<String> owner = Ownership.restriction(Router.principal(request));
        List<Map<String, @Nullable Object>> items = trash.all().stream()
                .filter(item -> owner.map(item.picture().owner()::equals).orElse(true))
                .map(Trash.Item::toJson)
                .toList();
        Bodies.answer(request, Map.of("items", items));
    }

    private void restore(Context request) throws IOException {
        Trash.Item item = item(request);
        Picture picture = item.picture();
        NamedFile place = NamedFile.of(picture.filename(), picture.type(), picture.subfolder());
        try {
            trash.restore(item, place.target(folders));
        } catch (FileAlreadyExistsException e) {
            throw new HttpProblem(
                    409,
                    "exists",
                    "There is another file \"" + place.path() + "\" now; rename or throw that away first.",
                    "");
        } catch (NoSuchFileException e) {
            throw gone(item.id());
        }
        Bodies.answer(request, PictureJson.brief(picture));
    }

    private void delete(Context request) throws IOException {
        trash.remove(item(request));
        request.status(204);
    }

    private Trash.Item item(Context request) throws IOException {
        String id = request.pathParam("id");
        Optional<String> owner = Ownership.restriction(Router.principal(request));
        return trash.find(id)
                .filter(item -> owner.map(item.picture().owner()::equals).orElse(true))
                .orElseThrow(() -> gone(id));
    }

    private static HttpProblem gone(String id) {
        return HttpProblem.notFound("There is nothing \"" + id + "\" in the trash; GET " + TRASH + " lists it.");
    }

    private Picture picture(Context request) {
        NamedFile named = named(request);
        Optional<String> owner = Ownership.restriction(Router.principal(request));
        return outputs.find(named.area().word(), named.subfolder(), named.name())
                .filter(picture -> owner.map(picture.owner()::equals).orElse(true))
                .orElseThrow(() -> HttpProblem.notFound("The gallery knows no picture \"" + named.path() + "\" of "
                        + named.area().word() + "."));
    }

    private static NamedFile named(Context request) {
        return NamedFile.of(
                request.queryParam("filename"), request.queryParam("type"), request.queryParam("subfolder"));
    }

    private static int number(Context request, String name, int otherwise, int most) {
        String text = request.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
            throw HttpProblem.badRequest(
                    "invalid_number",
                    "\"" + name + "\" is \"" + text + "\"; it must be a whole number from 0 to " + most + ".",
                    name);
        }
        return Integer.parseInt(text);
    }
}
