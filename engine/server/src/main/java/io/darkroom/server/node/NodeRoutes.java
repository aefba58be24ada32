package io.darkroom.server.node;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.nodes.ObjectInfoWriter;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /object_info}. Types whose choices may change, as lists of files do, are written anew for each request; the others
 * once. The header {@code X-Catalogue-Version} is another one as soon as anything in the answer is.
 */
public final class NodeRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(NodeRoutes.class);

    private final Catalogue catalogue;
    /** The entries of types without choices, by id. */
    private final Map<String, String> written = new ConcurrentHashMap<>();
    /** Entries of types that there are not. */
    private final Map<String, String> presumed;

    private NodeRoutes(Catalogue catalogue, Map<String, String> presumed) {
        this.catalogue = catalogue;
        this.presumed = presumed;
    }

    /** The types of a catalogue. */
    public static NodeRoutes of(Catalogue catalogue) {
        return new NodeRoutes(catalogue, Map.of());
    }

    /** The types of a catalogue, and entries for those that ComfyUI's front end cannot do without. */
    public static NodeRoutes forComfyUisFrontEnd(Catalogue catalogue) {
        return new NodeRoutes(catalogue, PresumedTypes.lackedBy(catalogue));
    }

    @Override
    public void addTo(Router router) {
        router.get("/object_info", Scope.READ, this::all);
        router.get("/object_info/{class}", Scope.READ, this::one);
    }

    private void all(Context request) {
        StringJoiner entries = new StringJoiner(", ", "{", "}");
        for (NodeType type : catalogue.all()) {
            entry(type).ifPresent(text -> entries.add(JsonText.of(type.id()) + ": " + text));
        }
        presumed.forEach((id, text) -> entries.add(JsonText.of(id) + ": " + text));
        String json = entries.toString();
        String version = digest(json);
        String tag = "\"" + version + "\"";
        request.header("X-Catalogue-Version", version);
        request.header("ETag", tag);
        request.header("Cache-Control", "no-cache");
        if (tag.equals(request.header("If-None-Match"))) {
            request.status(304);
            return;
        }
        Bodies.answerText(request, json);
    }

    private void one(Context request) {
        String id = request.pathParam("class");
        String json = catalogue
                .find(id)
                .flatMap(this::entry)
                .or(() -> Optional.ofNullable(presumed.get(id)))
                .map(text -> "{" + JsonText.of(id) + ": " + text + "}")
                .orElse("{}");
        Bodies.answerText(request, json);
    }

    /** Empty if a list of choices fails: one broken type does not hide the others. */
    private Optional<String> entry(NodeType type) {
        boolean changes =
                type.inputs().stream().anyMatch(input -> input.widget().orElse(null) instanceof Widget.Choice);
        try {
            return Optional.of(changes ? write(type) : written.computeIfAbsent(type.id(), id -> write(type)));
        } catch (RuntimeException e) {
            LOG.warn("Node type \"{}\" is left out of /object_info: its choices cannot be listed.", type.id(), e);
            return Optional.empty();
        }
    }

    private static String write(NodeType type) {
        return JsonText.of(ObjectInfoWriter.toJson(type));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
