package io.darkroom.server.system;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.file.Confined;
import io.darkroom.server.file.ContentTypes;
import io.darkroom.server.file.FileAnswer;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What front ends load beside nodes: scripts, translations, example workflows. */
public final class PackRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(PackRoutes.class);
    /** The name under which our own example workflows are listed. */
    private static final String OURS = "darkroom";

    private static final List<String> LOCALE_PARTS = List.of("nodeDefs", "commands", "settings");

    private final Packs packs;
    private final Path workflows;
    private final Optional<Path> frontEnd;

    /**
     * @param packs holds a folder for each pack
     * @param workflows our own example workflows
     * @param frontEnd the front end in use, whose own scripts are listed too
     */
    public PackRoutes(Path packs, Path workflows, Optional<Path> frontEnd) {
        this.packs = new Packs(packs);
        this.workflows = workflows;
        this.frontEnd = frontEnd;
    }

    @Override
    public void addTo(Router router) {
        router.get("/extensions", Scope.READ, this::scripts);
        router.get("/extensions/{pack}/<file>", Scope.READ, this::script);
        router.get("/i18n", Scope.READ, this::translations);
        router.get("/workflow_templates", Scope.READ, this::templates);
        router.get("/workflow_templates/{pack}/<file>", Scope.READ, this::template);
    }

    private void scripts(Context request) throws IOException {
        List<String> urls = new ArrayList<>();
        if (frontEnd.isPresent()) {
            Path own = frontEnd.get().resolve("extensions");
            addScripts(own, "/extensions/", urls);
        }
        for (Packs.Pack pack : packs.all()) {
            Optional<Path> web = pack.has("web");
            if (web.isPresent()) {
                addScripts(web.get(), "/extensions/" + pack.name() + "/", urls);
            }
        }
        Bodies.answer(request, urls);
    }

    private static void addScripts(Path folder, String url, List<String> urls) throws IOException {
        for (Path script : Packs.files(folder, ".js", Integer.MAX_VALUE)) {
            urls.add(url + folder.relativize(script).toString().replace('\\', '/'));
        }
    }

    private void script(Context request) throws IOException {
        String pack = request.pathParam("pack");
        Optional<Path> own = packs.find(pack).flatMap(found -> found.has("web"));
        Optional<Path> file = own.isPresent()
                ? Confined.below(own.get(), request.pathParam("file"))
                : frontEnd.flatMap(
                        root -> Confined.below(root, "extensions/" + pack + "/" + request.pathParam("file")));
        request.header("Cache-Control", "no-cache");
        send(request, file, "script");
    }

    private void translations(Context request) throws IOException {
        Map<String, Map<String, @Nullable Object>> languages = new LinkedHashMap<>();
        for (Packs.Pack pack : packs.all()) {
            for (Path folder : Packs.foldersIn(pack.folder().resolve("locales"))) {
                Map<String, @Nullable Object> texts = languages.computeIfAbsent(
                        String.valueOf(folder.getFileName()), language -> new LinkedHashMap<>());
                merge(texts, object(folder.resolve("main.json")));
                for (String part : LOCALE_PARTS) {
                    Map<String, @Nullable Object> read = object(folder.resolve(part + ".json"));
                    if (!read.isEmpty()) {
                        merge(texts, Map.of(part, read));
                    }
                }
            }
        }
        Bodies.answer(request, languages);
    }

    /** The members of a file; one that is missing or damaged brings nothing, and the others are shown. */
    private static Map<String, @Nullable Object> object(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            byte[] text = Files.readAllBytes(file);
            return JsonPart.root(file.toString(), JsonReader.read(file.toString(), text, JsonLimits.standard()))
                    .object();
        } catch (WorkflowFileException e) {
            LOG.warn("A translation is left out: {}", e.getMessage());
            return Map.of();
        }
    }

    /** Adds members; objects of the same name are joined. */
    private static void merge(Map<String, @Nullable Object> into, Map<String, @Nullable Object> added) {
        added.forEach((key, value) -> {
            if (into.get(key) instanceof Map<?, ?> before && value instanceof Map<?, ?> more) {
                Map<String, @Nullable Object> joined = new LinkedHashMap<>();
                before.forEach((name, old) -> joined.put(String.valueOf(name), old));
                Map<String, @Nullable Object> named = new LinkedHashMap<>();
                more.forEach((name, text) -> named.put(String.valueOf(name), text));
                merge(joined, named);
                into.put(key, joined);
            } else {
                into.put(key, value);
            }
        });
    }

    private void templates(Context request) throws IOException {
        Map<String, Object> names = new LinkedHashMap<>();
        addTemplates(OURS, workflows, names);
        for (Packs.Pack pack : packs.all()) {
            Optional<Path> examples = pack.examples();
            if (examples.isPresent()) {
                addTemplates(pack.name(), examples.get(), names);
            }
        }
        Bodies.answer(request, names);
    }

    private static void addTemplates(String pack, Path folder, Map<String, Object> names) throws IOException {
        List<String> found =
                Packs.files(folder, ".json", 1).stream().map(Packs::stem).toList();
        if (!found.isEmpty()) {
            names.put(pack, found);
        }
    }

    /** A workflow, or the picture that shows what it makes. */
    private void template(Context request) throws IOException {
        String pack = request.pathParam("pack");
        Optional<Path> folder =
                pack.equals(OURS) ? Optional.of(workflows) : packs.find(pack).flatMap(Packs.Pack::examples);
        send(request, folder.flatMap(found -> Confined.below(found, request.pathParam("file"))), "template");
    }

    private static void send(Context request, Optional<Path> file, String what) throws IOException {
        Path found = file.filter(Files::isRegularFile)
                .orElseThrow(() -> HttpProblem.notFound("There is no " + what + " at " + request.path() + "."));
        FileAnswer.send(request, found, ContentTypes.of(String.valueOf(found.getFileName())));
    }
}
