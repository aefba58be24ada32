package io.darkroom.server.user;

import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code /settings}: the editor's settings, a JSON object for each user. */
public final class SettingsRoutes implements Routes {
    private static final int LONGEST_NAME = 1000;

    private final Users users;
    /** One object for each file, so that changes wait for each other. */
    private final Map<Path, JsonFile> files = new ConcurrentHashMap<>();

    public SettingsRoutes(Users users) {
        this.users = users;
    }

    @Override
    public void addTo(Router router) {
        router.get(
                "/settings",
                Scope.READ,
                request -> Bodies.answer(request, file(request).read()));
        router.post("/settings", Scope.RUN, this::merge);
        router.get(
                "/settings/{id}",
                Scope.READ,
                request -> Bodies.answer(request, file(request).read().get(request.pathParam("id"))));
        router.post("/settings/{id}", Scope.RUN, this::set);
    }

    private void merge(Context request) throws IOException {
        Map<String, @Nullable Object> changed = Bodies.json(request).object();
        changed.keySet().forEach(SettingsRoutes::requireName);
        file(request).change(settings -> settings.putAll(changed));
    }

    private void set(Context request) throws IOException {
        String id = request.pathParam("id");
        requireName(id);
        Object value = Bodies.json(request).value();
        file(request).change(settings -> settings.put(id, value));
    }

    private static void requireName(String id) {
        if (id.length() > LONGEST_NAME) {
            throw HttpProblem.badRequest(
                    "name_too_long",
                    "The name of a setting has " + id.length() + " characters; use at most " + LONGEST_NAME + ".",
                    "");
        }
    }

    private JsonFile file(Context request) throws IOException {
        return files.computeIfAbsent(users.folder(request).resolve("comfy.settings.json"), JsonFile::new);
    }
}
