package io.darkroom.server.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * ComfyUI's front ends, as pip fetches them by {@code src/test/clients/front-end-VERSION.txt}, which pins what it
 * fetches. They stay in the build folder until that file changes, and are never part of the project.
 */
final class FrontEnds {
    private static final Path PINS = Path.of("src/test/clients").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/front-ends").toAbsolutePath();
    private static final Duration LONGEST_INSTALL = Duration.ofMinutes(3);

    private FrontEnds() {}

    /** The pages of a version. */
    static Path pages(String version) {
        Path pin = PINS.resolve("front-end-" + version + ".txt");
        Path folder = FOLDER.resolve(version);
        Path installed = folder.resolve("installed.txt");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(installed) || Files.mismatch(pin, installed) >= 0) {
                install(pin, folder);
                Files.copy(pin, installed, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve("comfyui_frontend_package/static");
    }

    /** Where the browser leaves what it showed last. */
    static Path screenshot(String version) {
        return FOLDER.resolve(version + ".png");
    }

    private static void install(Path pin, Path folder) {
        List<String> command = List.of(
                Tools.pythonWithPip(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--no-compile",
                "--only-binary=:all:",
                "--require-hashes",
                "--upgrade",
                "--target=" + folder,
                "--requirement=" + pin);
        Program pip = Program.run(folder, LONGEST_INSTALL, command);
        if (pip.err().contains("DO NOT MATCH THE HASHES")) {
            throw new AssertionError(pip.err());
        }
        if (pip.code() != 0) {
            Tools.unreachable(
                    "pip could not fetch the front end that this test runs; it needs the Python package index: "
                            + pip.err().strip());
        }
    }
}
