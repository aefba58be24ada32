package io.darkroom.server.clients;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs that a machine has or has not. A test that misses one is skipped and says what to install; where the
 * environment says {@code DARKROOM_CI}, all of them are promised, and the test fails.
 */
final class Tools {
    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final int OLDEST_RECENT_NODE = 20; // what Playwright asks for

    private Tools() {}

    static String node() {
        return find("node").orElseGet(() -> missing("There is no node; install Node 20 or newer."));
    }

    /** A Node of at least version 20; an older one, as older Debians bring it, skips the test whatever was promised. */
    static String recentNode() {
        String node = node();
        String version = Program.run(Path.of("."), MOMENT, List.of(node, "--version"))
                .out()
                .strip();
        if (Integer.parseInt(version.replaceAll("^v|\\..*", "")) < OLDEST_RECENT_NODE) {
            abort("This is Node " + version + "; install Node " + OLDEST_RECENT_NODE + " or newer.");
        }
        return node;
    }

    static String npm() {
        return find("npm").orElseGet(() -> missing("There is no npm; install Node 20 or newer, which brings it."));
    }

    static String curl() {
        return find("curl").orElseGet(() -> missing("There is no curl; install it."));
    }

    /** A Chromium that starts; one that does not, for want of what its machine grants, skips the test. */
    static String chromium() {
        String chromium = find("chromium")
                .or(() -> find("chromium-browser"))
                .or(() -> find("google-chrome"))
                .orElseGet(() -> missing("There is no Chromium; install Debian's package chromium, or Chrome."));
        Program blank = Program.run(
                Path.of("."),
                MOMENT,
                List.of(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + Path.of("target/chromium").toAbsolutePath(),
                        "--dump-dom",
                        "about:blank"));
        if (!blank.out().contains("<html")) {
            abort("Chromium does not start here: " + blank.err().strip());
        }
        return chromium;
    }

    /** A Python that has websocket-client. */
    static String pythonWithSockets() {
        return python("import websocket")
                .orElseGet(() -> missing(
                        "There is no Python 3 with websocket-client; install Debian's package python3-websocket."));
    }

    /** A Python that has pip. */
    static String pythonWithPip() {
        return python("import pip")
                .orElseGet(() -> missing("There is no Python 3 with pip; install Debian's package python3-pip."));
    }

    /** Skips the test whatever was promised: the network is nobody's promise. */
    static void unreachable(String sentence) {
        abort(sentence);
    }

    private static Optional<String> python(String statement) {
        return Stream.concat(find("python3").stream(), Stream.of("/usr/bin/python3"))
                .filter(python -> Files.isExecutable(Path.of(python)))
                .filter(python -> Program.run(Path.of("."), MOMENT, List.of(python, "-c", statement))
                                .code()
                        == 0)
                .findFirst();
    }

    private static Optional<String> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, program), Path.of(folder, program + ".cmd")))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String missing(String sentence) {
        if (System.getenv("DARKROOM_CI") != null) {
            throw new AssertionError(sentence);
        }
        return abort(sentence);
    }
}
