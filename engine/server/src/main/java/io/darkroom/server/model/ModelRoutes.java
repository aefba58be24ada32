package io.darkroom.server.model;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.user.FileFacts;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lists of model files: {@code /models}, {@code /embeddings}, {@code /experiment/models}. */
public final class ModelRoutes implements Routes {
    /** Types that hold no models. */
    private static final Set<String> NO_MODELS = Set.of("configs", "custom_nodes");

    private final ModelFiles models;

    public ModelRoutes(UserFolders folders) {
        this.models = new ModelFiles(folders);
    }

    @Override
    public void addTo(Router router) {
        router.get("/models", Scope.READ, request -> Bodies.answer(request, models.types()));
        router.get(
                "/models/{folder}",
                Scope.READ,
                request -> Bodies.answer(request, models.names(request.pathParam("folder"))));
        router.get("/embeddings", Scope.READ, this::embeddings);
        router.get("/experiment/models", Scope.READ, this::folders);
        router.get("/experiment/models/{folder}", Scope.READ, this::files);
    }

    private void embeddings(Context request) {
        Bodies.answer(
                request,
                models.names("embeddings").stream()
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .toList());
    }

    private void folders(Context request) {
        List<Object> listed = new ArrayList<>();
        for (String type : models.types()) {
            if (!NO_MODELS.contains(type)) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("name", type);
                entry.put(
                        "folders",
                        models.places(type).stream().map(Path::toString).toList());
                listed.add(entry);
            }
        }
        Bodies.answer(request, listed);
    }

    private void files(Context request) throws IOException {
        List<Object> listed = new ArrayList<>();
        for (ModelFiles.Listed model : models.all(request.pathParam("folder"))) {
            FileFacts.of("name", model.name(), model.path()).ifPresent(facts -> {
                Map<String, @Nullable Object> entry = new LinkedHashMap<>();
                entry.put("name", facts.remove("name"));
                entry.put("pathIndex", model.folder());
                entry.putAll(facts);
                listed.add(entry);
            });
        }
        Bodies.answer(request, listed);
    }
}
