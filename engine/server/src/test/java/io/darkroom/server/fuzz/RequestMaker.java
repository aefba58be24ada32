package io.darkroom.server.fuzz;

import io.darkroom.format.json.JsonText;
import io.darkroom.server.fixture.Toys;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests for all routes, most of them wrong in one place or a few. */
final class RequestMaker {
    private static final Pattern PARAMETER = Pattern.compile("[{<]([^}>]+)[}>]");
    private static final List<String> QUERY = List.of(
            "filename",
            "type",
            "subfolder",
            "preview",
            "channel",
            "max_items",
            "offset",
            "limit",
            "status",
            "sort_by",
            "sort_order",
            "workflow_id",
            "dir",
            "path",
            "recurse",
            "full_info",
            "split",
            "overwrite",
            "clientId",
            "since",
            "token",
            "folder",
            "name",
            "hash",
            "words",
            "text",
            "outcome",
            "owner",
            "keep",
            "base64",
            "to",
            "rand",
            "");
    private static final String PROMPT = JsonText.of(Map.of("prompt", Toys.picture("fuzz")));
    private static final List<String> BODIES = List.of(
            PROMPT,
            JsonText.of(Map.of(
                    "prompt",
                    Toys.picture("fuzz"),
                    "prompt_id",
                    "fuzz-1",
                    "number",
                    3L,
                    "front",
                    true,
                    "client_id",
                    "fuzz-client",
                    "extra_data",
                    Map.of("extra_pnginfo", Map.of("workflow", Map.of())),
                    "partial_execution_targets",
                    List.of("2"))),
            JsonText.of(
                    Map.of("workflow", Toys.editorPicture("fuzz"), "set", Map.of("Square.width", 16L), "strict", true)),
            JsonText.of(Toys.editorPicture("fuzz")),
            JsonText.of(Map.of("prompt", Toys.picture("fuzz"), "sweep", Map.of("1.width", List.of(8L, 16L)))),
            JsonText.of(Map.of("prompt", Toys.picture("fuzz"), "webhook", "ftp://nowhere.invalid/")),
            JsonText.of(Map.of("workflow_name", "a.json", "set", Map.of("KSampler.seed", 5L))),
            JsonText.of(Map.of("delete", List.of("fuzz-1", "nobody"), "clear", false)),
            JsonText.of(Map.of("clear", true)),
            JsonText.of(Map.of("prompt_id", "fuzz-1", "before", "nobody", "job_ids", List.of("fuzz-1"))),
            JsonText.of(Map.of("unload_models", true, "free_memory", true)),
            JsonText.of(Map.of("username", "fuzz", "clientId", "fuzz-client", "enabled", true, "token", "x")),
            """
            --x
            Content-Disposition: form-data; name="image"; filename="fuzz.png"
            Content-Type: image/png

            no picture
            --x
            Content-Disposition: form-data; name="original_ref"

            {"filename": "a.png"}
            --x--
            """.replace("\n", "\r\n"),
            "token=abcdefghijklmnopq&next=//evil.example");

    private final List<Router.Route> routes;
    private final int port;
    private final String runToken;
    private final String adminToken;

    RequestMaker(List<Router.Route> routes, int port, String runToken, String adminToken) {
        this.routes = routes;
        this.port = port;
        this.runToken = runToken;
        this.adminToken = adminToken;
    }

    FuzzRequest next(RandomGenerator random) {
        Router.Route route = Malice.one(routes, random);
        String method = route.method().equals(Router.SOCKET) ? "GET" : route.method();
        if (random.nextInt(20) == 0) {
            method = Malice.method(random);
        }
        String target = path(route.path(), random) + query(random);
        List<String> headers = headers(route, random);
        byte[] body = method.equals("GET") && random.nextInt(10) > 0
                ? new byte[0]
                : Malice.body(Malice.one(BODIES, random), random);
        boolean last = false;
        if (random.nextInt(50) == 0) {
            headers.add("Content-Length: " + (random.nextBoolean() ? body.length + 10 : Malice.value(random)));
            last = true;
        } else if (random.nextInt(50) == 0) {
            headers.add("Transfer-Encoding: chunked");
            last = true;
        }
        boolean newLine = (target + headers).chars().anyMatch(c -> c == '\n');
        return new FuzzRequest(method, newLine ? "/" : target, headers, body, last);
    }

    /** An upgrade that succeeds, to send frames behind. */
    byte[] handshake() {
        return ("GET /ws?clientId=fuzz-client&token=" + runToken + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> headers(Router.Route route, RandomGenerator random) {
        List<String> headers = new ArrayList<>();
        headers.add("Host: " + (random.nextInt(100) == 0 ? Malice.pathPart(random) : "127.0.0.1:" + port));
        headers.add("Authorization: Bearer " + (route.scope() == Scope.ADMIN ? adminToken : runToken));
        while (random.nextInt(3) == 0) {
            headers.add(Malice.header(random));
        }
        return headers;
    }

    private static String path(String path, RandomGenerator random) {
        Matcher parameter = PARAMETER.matcher(path);
        String filled = parameter.replaceAll(found -> Matcher.quoteReplacement(Malice.pathPart(random)));
        return random.nextInt(30) == 0 ? filled + "/" + Malice.pathPart(random) : filled;
    }

    private static String query(RandomGenerator random) {
        StringBuilder query = new StringBuilder();
        while (random.nextInt(5) < 3) {
            query.append(query.length() == 0 ? "?" : "&")
                    .append(Malice.one(QUERY, random))
                    .append("=")
                    .append(Malice.value(random));
        }
        return query.toString();
    }
}
