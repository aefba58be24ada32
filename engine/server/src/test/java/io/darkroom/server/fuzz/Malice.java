package io.darkroom.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that break careless programs. */
final class Malice {
    private static final List<String> PATH_PARTS = List.of(
            "..",
            "%2e%2e",
            "..%2f..%2fetc%2fpasswd",
            "..%5c..%5cwindows",
            "%00",
            "a%00.png",
            "%ff",
            "%c0%af",
            "%",
            "%zz",
            "%2F",
            "a%2Fb",
            "%252e%252e",
            "con",
            "nul.png",
            ".",
            "~",
            "*",
            "a;b=c",
            "%0a",
            "%0d%0aX-Injected:%201",
            "%E2%80%AE",
            "%F0%9F%96%BC",
            "-1",
            "0",
            "99999999999999999999",
            "1e9",
            "NaN",
            "null",
            "true",
            "{}",
            "[]",
            "\"",
            "'",
            "<script>",
            "${7*7}",
            "a b",
            "\u0000",
            "\u0001",
            "\u00e4",
            "x.png%20[output]",
            "keep-0",
            "fuzz-1",
            "default",
            "checkpoints",
            "input",
            "output",
            "temp",
            "SaveImage",
            "KSampler",
            "workflows%2Fa.json",
            "a.json",
            "a".repeat(300),
            "a%2F".repeat(200),
            "x".repeat(5000),
            "%E0%A4%A",
            "CLOCK$",
            "aux");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "5",
            "2147483648",
            "-2147483649",
            "99999999999999999999999",
            "1.5",
            "1e400",
            "NaN",
            "true",
            "false",
            "null",
            "..",
            "../../etc/passwd",
            "/etc/passwd",
            "\\\\server\\share",
            "%00",
            "%ff%fe",
            "%",
            "%zz",
            "a%20b",
            "%0d%0a",
            "x.png",
            "x.png%20[output]",
            "x.png%20[temp]",
            "input",
            "output",
            "temp",
            "webp;50",
            "jpeg;-1",
            "png;9999999999",
            "jpeg;0",
            ";",
            "rgb",
            "a",
            "rgba",
            "pending,failed",
            "created_at",
            "desc",
            "2026-01-01T00:00:00Z",
            "2026-13-45",
            "%F0%9F%96%BC",
            "a".repeat(3000),
            "workflows",
            ".",
            "%2e%2e%2f",
            "admin",
            "checkpoints",
            "embeddings",
            "[]",
            "{}",
            "%22",
            "api",
            "editor");
    private static final List<String> HEADERS = List.of(
            "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data; boundary=",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: image/png",
            "Content-Type: application/json; charset=nonsense",
            "Content-Type: text/plain; charset=utf-16",
            "Content-Type: ///",
            "Content-Type:",
            "Accept: image/png",
            "Accept: text/html",
            "Accept: */*;q=x",
            "Accept-Encoding: gzip, br, nonsense",
            "Range: bytes=0-0",
            "Range: bytes=5-1",
            "Range: bytes=-99999999999999999999",
            "Range: lines=1-2",
            "Range: bytes=0-0,2-2,4-4",
            "If-None-Match: *",
            "If-None-Match: \"",
            "If-Modified-Since: yesterday",
            "Origin: http://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Cookie: a=b; =; darkroom-session-1=x.y.z",
            "Cookie: \u0001",
            "Authorization: Bearer",
            "Authorization: Basic %%%",
            "Upgrade: websocket",
            "Upgrade: h2c",
            "Connection: close",
            "Connection: keep-alive, Upgrade",
            "comfy-user: ../..",
            "comfy-user: ghost",
            "Prefer: respond-async",
            "X-Forwarded-For: ::1",
            "Content-Encoding: gzip",
            "Content-Encoding: nonsense",
            "X-HTTP-Method-Override: DELETE",
            "Bad Header: x",
            "NoColon",
            ": empty",
            "X-Long: " + "h".repeat(6000),
            "TE: trailers");
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "FOO", "QUERY");
    private static final List<String> JSON_VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "0",
            "-1",
            "1e999",
            "-1e999",
            "NaN",
            "Infinity",
            "18446744073709551616",
            "1" + "0".repeat(400),
            "0.1",
            "\"x\"",
            "\"" + "y".repeat(2000) + "\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[[[]]]",
            "[\"1\", 0]",
            "[\"1\", -1]",
            "[\"99\", 0]",
            "[1, 0]",
            "[\"1\", 1e99]",
            "{\"__value__\": 1}",
            "{\"__value__\": [1]}",
            "{\"a\": {\"a\": {}}}",
            "\"../../x\"",
            "\"con\"",
            "1.0",
            "\"webp;5\"");

    private Malice() {}

    static String pathPart(RandomGenerator random) {
        return one(PATH_PARTS, random);
    }

    static String value(RandomGenerator random) {
        return one(VALUES, random);
    }

    static String header(RandomGenerator random) {
        return one(HEADERS, random);
    }

    static String method(RandomGenerator random) {
        return one(METHODS, random);
    }

    /** A body made from a right one; the right one itself too. */
    static byte[] body(String right, RandomGenerator random) {
        return switch (random.nextInt(14)) {
            case 0 -> new byte[0];
            case 1 -> noise(random);
            case 2 -> text("[".repeat(random.nextInt(100_000)));
            case 3 -> text("{\"a\":".repeat(random.nextInt(20_000)));
            case 4 -> text(right.substring(0, random.nextInt(right.length() + 1)));
            case 5 -> flipped(right, random);
            case 6 -> text("\ufeff" + right);
            case 7 -> right.getBytes(StandardCharsets.UTF_16);
            case 8 -> text(one(JSON_VALUES, random));
            case 9 -> text(right + right);
            case 10 -> text(right);
            default -> text(changed(right, random));
        };
    }

    static <T> T one(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    static byte[] noise(RandomGenerator random) {
        byte[] noise = new byte[random.nextInt(2000)];
        random.nextBytes(noise);
        return noise;
    }

    /** Puts another value, or name, in place of one. */
    private static String changed(String json, RandomGenerator random) {
        List<Integer> starts = java.util.stream.IntStream.range(0, json.length() - 1)
                .filter(i -> json.charAt(i) == ':' || json.charAt(i) == ',' || json.charAt(i) == '[')
                .boxed()
                .toList();
        if (starts.isEmpty()) {
            return json;
        }
        int start = one(starts, random) + 1;
        int end = start;
        int depth = 0;
        while (end < json.length() && (depth > 0 || ",]}".indexOf(json.charAt(end)) < 0)) {
            depth += "[{".indexOf(json.charAt(end)) >= 0 ? 1 : "]}".indexOf(json.charAt(end)) >= 0 ? -1 : 0;
            end++;
        }
        return json.substring(0, start) + one(JSON_VALUES, random) + json.substring(end);
    }

    private static byte[] flipped(String right, RandomGenerator random) {
        byte[] bytes = text(right);
        byte[] flipped = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < 3 && flipped.length > 0; i++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
