package io.darkroom.server.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scripts of {@code src/test/clients}, in a folder where npm has put the packages that they use. The packages stay
 * there until the lock file changes.
 */
final class Scripts {
    private static final Path SOURCE = Path.of("src/test/clients").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/clients").toAbsolutePath();
    private static final Path INSTALLED = FOLDER.resolve("installed.json");
    private static final Duration LONGEST_INSTALL = Duration.ofMinutes(3);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    private Scripts() {}

    /** The text-to-image prompt of the miniature that all scripts run. */
    static Path prompt() {
        return SOURCE.resolve("text-to-image.json");
    }

    /** Runs a script with Node. */
    static Program node(String script, Object... arguments) {
        Path folder = withPackages();
        return run(folder, Tools.node(), folder.resolve(script), arguments);
    }

    /** Runs a script with a Node that Playwright works with. */
    static Program browse(String script, Object... arguments) {
        String node = Tools.recentNode();
        Path folder = withPackages();
        return run(folder, node, folder.resolve(script), arguments);
    }

    /** Runs a script with Python and websocket-client. */
    static Program python(String script, Object... arguments) {
        return run(SOURCE, Tools.pythonWithSockets(), SOURCE.resolve(script), arguments);
    }

    private static Program run(Path folder, String program, Path script, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program, script.toString()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return Program.run(folder, LONGEST_RUN, command);
    }

    private static synchronized Path withPackages() {
        try {
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(SOURCE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Path lock = FOLDER.resolve("package-lock.json");
            if (!Files.exists(INSTALLED) || Files.mismatch(lock, INSTALLED) >= 0) {
                install();
                Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install() {
        Program npm = Program.run(
                FOLDER,
                LONGEST_INSTALL,
                List.of(Tools.npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        if (npm.code() != 0) {
            Tools.unreachable("npm could not fetch the clients that this test runs; it needs the npm registry: "
                    + npm.err().strip());
        }
    }
}
