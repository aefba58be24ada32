package io.darkroom.server.file;

import io.darkroom.api.extension.Folders;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.picture.PictureText;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import jakarta.servlet.http.Part;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code /upload/image} and {@code /upload/mask} (comfyui-contract.md, 7.3). */
public final class UploadRoutes implements Routes {
    private final Folders folders;
    private final Ownership ownership;
    private final PictureDesk desk;
    private final long maxBytes;
    private final Uploads uploads;

    /**
     * @param maxBytes the largest request
     */
    public UploadRoutes(Folders folders, Ownership ownership, PictureDesk desk, long maxBytes) {
        this.folders = folders;
        this.ownership = ownership;
        this.desk = desk;
        this.maxBytes = maxBytes;
        this.uploads = new Uploads(folders);
    }

    @Override
    public void addTo(Router router) {
        router.post("/upload/image", Scope.RUN, this::image);
        router.post("/upload/mask", Scope.RUN, this::mask);
    }

    private void image(Context request) throws IOException {
        try (MultipartForm form = form(request)) {
            NamedFile wanted = wanted(request, form);
            try (PendingFile content = received(form, wanted)) {
                Bodies.answer(
                        request, uploads.store(content, wanted, ifTaken(form)).toJson());
            }
        }
    }

    /** The picture that a mask was painted on gets the mask's transparency, under the mask's name. */
    private void mask(Context request) throws IOException {
        try (MultipartForm form = form(request)) {
            NamedFile wanted = wanted(request, form);
            NamedFile original = original(form);
            Path painted = Confined.below(original.area().root(folders), original.path())
                    .orElseThrow(() -> HttpProblem.forbidden("\"original_ref\" leads out of the folder of "
                            + original.area().word() + "."));
            boolean visible = ownership.mayRead(
                    Router.principal(request), original.area(), original.subfolder(), original.name());
            if (!visible || !Files.isRegularFile(painted)) {
                Bodies.answer(request, wanted.toJson()); // as ComfyUI: nothing is written
                return;
            }
            try (PendingFile mask = received(form, wanted);
                    PendingFile joined = PendingFile.beside(uploads.place(wanted))) {
                join(painted, original.name(), mask.path(), joined.path());
                Bodies.answer(
                        request, uploads.store(joined, wanted, ifTaken(form)).toJson());
            }
        }
    }

    private void join(Path picture, String name, Path mask, Path to) throws IOException {
        Map<String, String> texts =
                PictureText.read(name, picture).map(PictureText::texts).orElse(Map.of());
        Pixels joined = desk.work(decoder -> {
            Pixels colours = decoder.read(picture, name);
            Pixels alpha = decoder.read(mask, "image");
            try {
                return colours.withAlphaOf(alpha);
            } catch (IllegalArgumentException e) {
                throw HttpProblem.badRequest("sizes_differ", String.valueOf(e.getMessage()), "image");
            }
        });
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            PictureEncoder.png(joined, texts, out);
        }
    }

    private MultipartForm form(Context request) throws IOException {
        return MultipartForm.read(request, folders.temp().resolve(".uploads"), maxBytes);
    }

    private NamedFile wanted(Context request, MultipartForm form) throws IOException {
        String name = file(form).getSubmittedFileName();
        if (name.isEmpty() || name.contains("/") || name.contains("\\")) {
            throw HttpProblem.badRequest(
                    "invalid_filename",
                    "The file's name is \"" + name + "\"; it must be a plain name. Folders go into \"subfolder\".",
                    "image");
        }
        String type = form.text("type").filter(word -> !word.isEmpty()).orElse("input");
        Area area = Area.named(type)
                .orElseThrow(() -> HttpProblem.badRequest(
                        "invalid_type", "\"type\" is \"" + type + "\"; it must be input, temp or output.", "type"));
        ownership.requireWrite(Router.principal(request), area);
        String subfolder = NamedFile.tidy(form.text("subfolder").orElse(""));
        NamedFile wanted = new NamedFile(area, subfolder, name);
        uploads.place(wanted); // refuses what cannot be stored before anything is written
        return wanted;
    }

    private static Part file(MultipartForm form) {
        return form.file("image")
                .orElseThrow(() ->
                        HttpProblem.badRequest("no_file", "The form has no file called \"image\"; add it.", "image"));
    }

    private PendingFile received(MultipartForm form, NamedFile wanted) throws IOException {
        PendingFile content = PendingFile.beside(uploads.place(wanted));
        try (InputStream in = file(form).getInputStream()) {
            content.fill(in, maxBytes);
            return content;
        } catch (IOException | HttpProblem e) {
            content.close();
            throw e;
        }
    }

    private static Uploads.IfTaken ifTaken(MultipartForm form) throws IOException {
        String overwrite = form.text("overwrite").orElse("");
        return overwrite.equals("true") || overwrite.equals("1") ? Uploads.IfTaken.REPLACE : Uploads.IfTaken.RENAME;
    }

    private static NamedFile original(MultipartForm form) throws IOException {
        String text = form.text("original_ref")
                .orElseThrow(() -> HttpProblem.badRequest(
                        "no_original", "The form has no \"original_ref\" that names the picture.", "original_ref"));
        JsonPart reference =
                JsonPart.root("original_ref", JsonReader.read("original_ref", text, JsonLimits.standard()));
        String filename = reference
                .get("filename")
                .text()
                .orElseThrow(() -> reference.get("filename").refuse("it must be the name of a file."));
        return NamedFile.of(
                filename,
                reference.get("type").text().orElse("output"),
                reference.get("subfolder").text().orElse(""));
    }
}
