package io.darkroom.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.http.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the server does. */
class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    @TempDir
    static Path base;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(base);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRegisteredRouteIsDescribedWithItsScopeAndTwinAndNoOther() {
        Set<String> registered = new TreeSet<>();
        Set<String> paths = server.routes().stream().map(OpenApiTest::key).collect(Collectors.toSet());
        for (Router.Route route : server.routes()) {
            String path = documented(route.path());
            if (!isTwin(route, paths)) {
                boolean twin = paths.contains(route.method() + " " + documented("/api" + route.path()));
                registered.add(describe(method(route), path, route.scope().word(), twin));
            }
        }

        Set<String> described = new TreeSet<>();
        operations()
                .forEach(operation -> described.add(describe(
                        operation.method,
                        operation.path,
                        String.valueOf(operation.value.get("x-scope")),
                        Boolean.TRUE.equals(operation.value.get("x-twin")))));
        assertThat(described).containsExactlyInAnyOrderElementsOf(registered);
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        for (Operation operation : operations()) {
            Set<String> inPath = PARAMETER
                    .matcher(operation.path)
                    .results()
                    .map(MatchResult::group)
                    .map(name -> name.substring(1, name.length() - 1))
                    .collect(Collectors.toSet());
            List<?> parameters = (List<?>)
                    Optional.ofNullable(operation.value.get("parameters")).orElse(List.of());
            Set<Object> described = parameters.stream()
                    .map(OpenApi::object)
                    .filter(parameter -> "path".equals(parameter.get("in")))
                    .map(parameter -> parameter.get("name"))
                    .collect(Collectors.toSet());

            assertThat(described).as(operation.path).isEqualTo(inPath);
        }
    }

    @Test
    void operationsHaveNamesOfTheirOwnAndATopicEach() {
        List<Operation> operations = operations();

        assertThat(operations)
                .extracting(operation -> operation.value.get("operationId"))
                .doesNotHaveDuplicates();
        assertThat(operations)
                .allSatisfy(operation ->
                        assertThat((List<?>) operation.value.get("tags")).hasSize(1));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Map<String, ?> document = document();
        List<String> references = new ArrayList<>();
        collect(document, references);

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            Object at = document;
            for (String part : reference.substring(2).split("/", -1)) {
                at = OpenApi.object(at).get(part);
            }
            assertThat(at).as(reference).isNotNull();
        });
    }

    @Test
    void theEventsOfTheSocketAreDescribed() {
        assertThat(OpenApi.object(
                        OpenApi.object(document().get("x-websocket-messages")).get("server")))
                .containsKeys(
                        "status",
                        "executing",
                        "progress_state",
                        "executed",
                        "execution_error",
                        "execution_interrupted");
    }

    @Test
    void thePageShowsRoutesAndNodesAndLoadsNothing() {
        Answer page = server.client().get("/api-docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        assertThat(page.text())
                .contains("/system_stats", "KSampler", "color-scheme: light dark")
                .doesNotContain("<script", "src=", "@import", "http://", "https://");
    }

    private record Operation(String method, String path, Map<String, ?> value) {}

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        OpenApi.object(document().get("paths"))
                .forEach((path, item) -> OpenApi.object(item)
                        .forEach((method, value) -> operations.add(
                                new Operation(method.toUpperCase(Locale.ROOT), path, OpenApi.object(value)))));
        return operations;
    }

    private static Map<String, ?> document() {
        Answer answer = server.client().get("/openapi.json");
        return OpenApi.object(JsonReader.read("openapi.json", answer.text(), JsonLimits.standard()));
    }

    private static void collect(Object value, List<String> references) {
        if (value instanceof Map<?, ?> members) {
            if (members.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            members.values().forEach(member -> collect(member, references));
        } else if (value instanceof List<?> items) {
            items.forEach(item -> collect(item, references));
        }
    }

    private static boolean isTwin(Router.Route route, Set<String> paths) {
        return route.path().startsWith("/api/")
                && paths.contains(route.method() + " " + documented(route.path().substring("/api".length())));
    }

    private static String key(Router.Route route) {
        return route.method() + " " + documented(route.path());
    }

    /** A socket is opened by a GET. */
    private static String method(Router.Route route) {
        return route.method().equals(Router.SOCKET) ? "GET" : route.method();
    }

    /** OpenAPI has one kind of parameters; those of ours that hold slashes are written like the others. */
    private static String documented(String path) {
        return path.replace('<', '{').replace('>', '}');
    }

    private static String describe(String method, String path, String scope, boolean twin) {
        return path + " " + method + " for " + scope + (twin ? ", also under /api" : "");
    }
}
