package io.darkroom.server.model;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.file.Confined;
import io.darkroom.server.file.PictureDesk;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What model files say of themselves: the picture beside or inside them, and the header of safetensors files. */
public final class ModelPreviewRoutes implements Routes {
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp");
    /** Where kohya's tools keep a LoRA's cover: a list of pictures in base 64. */
    private static final String COVERS = "ssmd_cover_images";

    private final ModelFiles models;
    private final PictureDesk desk;

    public ModelPreviewRoutes(UserFolders folders, PictureDesk desk) {
        this.models = new ModelFiles(folders);
        this.desk = desk;
    }

    @Override
    public void addTo(Router router) {
        router.get("/experiment/models/preview/{folder}/{pathIndex}/<file>", Scope.READ, this::preview);
        router.get("/view_metadata/{folder}", Scope.READ, this::metadata);
    }

    private void preview(Context request) throws IOException {
        String name = request.pathParam("file");
        Path model = model(request.pathParam("folder"), request.pathParam("pathIndex"), name);
        Optional<byte[]> picture = beside(model);
        if (picture.isEmpty()) {
            picture = inside(model);
        }
        request.contentType("image/webp")
                .result(picture.orElseThrow(
                        () -> HttpProblem.notFound("There is no picture beside or inside \"" + name + "\".")));
    }

    private Path model(String type, String index, String name) {
        List<Path> places = models.places(type);
        if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= places.size()) {
            throw HttpProblem.notFound(
                    "There is no folder " + index + " of " + type + "; it has " + places.size() + ", from 0.");
        }
        return Confined.lexically(places.get(Integer.parseInt(index)), name)
                .orElseThrow(() -> HttpProblem.notFound("\"" + name + "\" is no file among the " + type + "."));
    }

    private Optional<byte[]> beside(Path model) throws IOException {
        String name = String.valueOf(model.getFileName());
        String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        for (String middle : List.of("", ".preview")) {
            for (String extension : PICTURES) {
                Path picture = model.resolveSibling(base + middle + extension);
                if (Files.isRegularFile(picture)) {
                    return Optional.of(desk.webp(picture));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> inside(Path model) throws IOException {
        Optional<String> covers = ModelHeader.read(model).map(header -> header.get(COVERS));
        if (covers.isEmpty()) {
            return Optional.empty();
        }
        JsonPart list = JsonPart.root(COVERS, JsonReader.read(COVERS, covers.get(), JsonLimits.standard()));
        Optional<String> first = list.items().stream().findFirst().flatMap(JsonPart::text);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(desk.webp(Base64.getMimeDecoder().decode(first.get()), "cover"));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.notFound("The cover inside the file is damaged: " + e.getMessage() + ".");
        }
    }

    private void metadata(Context request) throws IOException {
        String name = request.queryParam("filename");
        if (name == null || name.isEmpty()) {
            throw HttpProblem.notFound("No file is named; give its name as \"filename\".");
        }
        Path model = models.find(request.pathParam("folder"), name);
        Map<String, String> header = ModelHeader.read(model)
                .filter(texts -> !texts.isEmpty())
                .orElseThrow(() -> HttpProblem.notFound("\"" + name
                        + "\" holds no metadata that can be shown: it is no safetensors file, has"
                        + " none, or more than 1 MiB."));
        Bodies.answer(request, header);
    }
}
