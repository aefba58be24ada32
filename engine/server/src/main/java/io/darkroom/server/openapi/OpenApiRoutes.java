package io.darkroom.server.openapi;

import io.darkroom.api.node.NodeType;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.names.Nearest;
import io.darkroom.format.json.JsonText;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /openapi.json}, the schemas of nodes, and the page that shows both. All is made when it is asked for. */
public final class OpenApiRoutes implements Routes {
    private static final String SCHEMA = "/darkroom/v1/schema";

    private final Catalogue catalogue;

    public OpenApiRoutes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void addTo(Router router) {
        router.once(
                HandlerType.GET, "/openapi.json", Scope.READ, request -> Bodies.answer(request, OpenApi.document()));
        router.once(
                HandlerType.GET, SCHEMA, Scope.READ, request -> schema(request, NodeSchema.ofPrompt(catalogue.all())));
        router.once(
                HandlerType.GET,
                SCHEMA + "/{class}",
                Scope.READ,
                request -> schema(request, NodeSchema.of(type(request.pathParam("class")))));
        router.once(HandlerType.GET, "/api-docs", Scope.READ, request -> {
            request.header(
                    "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
            request.html(new ApiPage(OpenApi.document(), catalogue.all()).html());
        });
    }

    private NodeType type(String id) {
        return catalogue
                .find(id)
                .orElseThrow(() -> HttpProblem.notFound(
                        "There is no class of nodes \"" + id + "\"." + Nearest.question(id, catalogue.ids())));
    }

    private static void schema(Context request, Map<String, @Nullable Object> schema) {
        request.contentType("application/schema+json; charset=utf-8").result(JsonText.of(schema));
    }
}
