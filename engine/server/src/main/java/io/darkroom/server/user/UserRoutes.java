package io.darkroom.server.user;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** {@code /users}. */
public final class UserRoutes implements Routes {
    private final Users users;

    public UserRoutes(Users users) {
        this.users = users;
    }

    @Override
    public void addTo(Router router) {
        router.get("/users", Scope.READ, request -> Bodies.answer(request, users.toJson()));
        router.post("/users", Scope.ADMIN, this::add);
    }

    private void add(Context request) throws IOException {
        JsonPart name = Bodies.json(request).get("username");
        try {
            Bodies.answer(request, users.add(name.text().orElseThrow(() -> name.refuse("it must be a text."))));
        } catch (Users.TakenException e) {
            Bodies.answer(request.status(400), Map.of("error", "Duplicate username."));
        }
    }
}
