package io.darkroom.server.user;

import io.darkroom.api.extension.Folders;
import io.darkroom.server.file.FileNames;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose settings and files a request means: the token's owner, the header {@code comfy-user} if the server has several users,
 * else the only one. Safe for concurrent use.
 */
public final class Users {
    private static final String ONLY = "default";

    private final Path root;
    private final boolean several;
    private final JsonFile names;

    /**
     * @param several whether the server was started with {@code --multi-user}
     */
    public Users(Folders folders, boolean several) {
        this.root = folders.user();
        this.several = several;
        this.names = new JsonFile(root.resolve("users.json"));
    }

    /**
     * The folder of who asks; it need not exist yet.
     *
     * @throws HttpProblem 401 if nobody is known by that id
     */
    public Path folder(Context request) throws IOException {
        return root.resolve(id(request));
    }

    private String id(Context request) throws IOException {
        Principal who = Router.principal(request);
        if (!who.owner().equals(ONLY)) {
            FileNames.require(who.owner());
            return who.owner();
        }
        if (!several) {
            return ONLY;
        }
        String id = request.header("comfy-user");
        if (id == null || !names.read().containsKey(id)) {
            throw new HttpProblem(
                    401,
                    "unknown_user",
                    "The header \"comfy-user\" is "
                            + (id == null ? "missing" : "\"" + id + "\"")
                            + "; it must be the id of a user, which GET /users lists.",
                    "comfy-user");
        }
        return id;
    }

    /** What {@code GET /users} says. */
    Map<String, @Nullable Object> toJson() throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("storage", "server");
        if (several) {
            json.put("users", names.read());
        } else {
            json.put("migrated", Files.isDirectory(root.resolve(ONLY)));
        }
        return json;
    }

    /**
     * Adds a user; returns the id.
     *
     * @throws HttpProblem 400 if there is one of that name, or only one can be
     */
    String add(String name) throws IOException {
        if (!several) {
            throw HttpProblem.badRequest(
                    "single_user", "This server has one user; start it with --multi-user for more.", "");
        }
        if (name.isBlank()) {
            throw HttpProblem.badRequest("no_name", "\"username\" is empty; give a name.", "/username");
        }
        String id = name.replaceAll("[^A-Za-z0-9_-]+", "-") + "_" + UUID.randomUUID();
        FileNames.require(id);
        names.change(users -> {
            if (users.containsValue(name)) {
                throw new TakenException();
            }
            users.put(id, name);
        });
        return id;
    }

    /** Two users cannot have one name. */
    static final class TakenException extends RuntimeException {}
}
