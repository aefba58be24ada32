package io.darkroom.server.model;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.server.ModelFacts;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.user.FileFacts;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our own lists of models: with hashes, and with what {@code darkroom inspect} finds. */
public final class InspectRoutes implements Routes {
    private final ModelFiles files;
    private final ModelFacts facts;

    public InspectRoutes(UserFolders folders, ModelFacts facts) {
        this.files = new ModelFiles(folders);
        this.facts = facts;
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/darkroom/v1/models", Scope.READ, this::models);
        router.once(HandlerType.GET, "/darkroom/v1/inspect", Scope.READ, this::inspect);
    }

    /** All models, or those of one folder type; with a hash where it is remembered. */
    private void models(Context request) throws IOException {
        String folder = request.queryParam("folder");
        List<Object> listed = new ArrayList<>();
        for (String type : folder == null ? files.types() : List.of(files.requireType(folder))) {
            for (ModelFiles.Listed model : files.all(type)) {
                FileFacts.of("name", model.name(), model.path()).ifPresent(known -> {
                    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
                    entry.put("folder", type);
                    entry.putAll(known);
                    facts.knownHash(model.path()).ifPresent(hash -> entry.put("sha256", hash));
                    listed.add(entry);
                });
            }
        }
        Bodies.answer(request, Map.of("models", listed));
    }

    /** One model; with {@code hash=true} its hash too, which takes seconds for gigabytes the first time. */
    private void inspect(Context request) throws IOException {
        String folder = parameter(request, "folder");
        String name = parameter(request, "name");
        Path model = files.find(folder, name);
        boolean hash = "true".equals(request.queryParam("hash")) && Files.isRegularFile(model);
        try {
            Map<String, @Nullable Object> found = new LinkedHashMap<>();
            found.put("folder", folder);
            found.put("name", name);
            found.putAll(facts.inspect(model));
            if (hash) {
                found.put("sha256", facts.hash(model));
            }
            Bodies.answer(request, found);
        } catch (IOException e) {
            throw HttpProblem.badRequest("unusable_model", String.valueOf(e.getMessage()), "name");
        }
    }

    private static String parameter(Context request, String name) {
        String value = request.queryParam(name);
        if (value == null || value.isEmpty()) {
            throw HttpProblem.badRequest(
                    "missing_parameter",
                    "\"" + name + "\" is missing; ask as /darkroom/v1/inspect?folder=checkpoints&name=FILE.",
                    name);
        }
        return value;
    }
}
