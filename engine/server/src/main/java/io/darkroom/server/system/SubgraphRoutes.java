package io.darkroom.server.system;

import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** {@code /global_subgraphs}: ready-made subgraphs that packs bring, in their folders {@code subgraphs}. */
public final class SubgraphRoutes implements Routes {
    private final Packs packs;

    /**
     * @param packs holds a folder for each pack
     */
    public SubgraphRoutes(Path packs) {
        this.packs = new Packs(packs);
    }

    /** A subgraph's file, and the pack it comes from. */
    private record Found(String pack, Path file) {
        Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("source", "custom_node");
            json.put("name", Packs.stem(file));
            json.put("info", Map.of("node_pack", pack));
            return json;
        }
    }

    @Override
    public void addTo(Router router) {
        router.get("/global_subgraphs", Scope.READ, this::list);
        router.get("/global_subgraphs/{id}", Scope.READ, this::one);
    }

    private void list(Context request) throws IOException {
        Map<String, Object> listed = new LinkedHashMap<>();
        find().forEach((id, subgraph) -> listed.put(id, subgraph.toJson()));
        Bodies.answer(request, listed);
    }

    private void one(Context request) throws IOException {
        String id = request.pathParam("id");
        Found subgraph = find().get(id);
        if (subgraph == null) {
            throw HttpProblem.notFound("There is no subgraph \"" + id + "\"; GET /global_subgraphs lists them.");
        }
        Map<String, Object> json = subgraph.toJson();
        json.put("data", Files.readString(subgraph.file()));
        Bodies.answer(request, json);
    }

    /** By an id that stays the same as long as the pack and the file keep their names. */
    private Map<String, Found> find() throws IOException {
        Map<String, Found> found = new LinkedHashMap<>();
        for (Packs.Pack pack : packs.all()) {
            for (Path file : Packs.files(pack.folder().resolve("subgraphs"), ".json", 1)) {
                byte[] name = (pack.name() + "/" + file.getFileName()).getBytes(StandardCharsets.UTF_8);
                found.put(UUID.nameUUIDFromBytes(name).toString(), new Found(pack.name(), file));
            }
        }
        return found;
    }
}
