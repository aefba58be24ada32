package io.darkroom.cli.bench;

import io.darkroom.cli.UserException;
import io.darkroom.cli.folder.ScratchFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Whole processes, from the call of the launcher to its end. */
final class ProcessBench {
    private static final int RUNS = 5;

    private final Path home;

    ProcessBench(Path home) {
        this.home = home;
    }

    List<Measurement> measure(Path workflow) throws IOException, InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create()) {
            String version = Measurement.time(best(List.of("--version")));
            String run = Measurement.time(best(List.of(
                    "run",
                    workflow.toString(),
                    "--output-directory",
                    folder.path().toString(),
                    "--cache-disk",
                    "0"))); // else the second run would know the texts
            return List.of(
                    Measurement.of("cold start: `darkroom --version`, best of " + RUNS, version),
                    new Measurement(
                            "miniature: `darkroom run " + home.relativize(workflow)
                                    + "`, start to file on disk, best of " + RUNS,
                            run,
                            "4 s"));
        }
    }

    private double best(List<String> arguments) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>();
        command.add(home.resolve(windows ? "darkroom.cmd" : "darkroom").toString());
        command.addAll(arguments);
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new UserException(
                        "The benchmark's \"" + String.join(" ", command) + "\" failed: " + UserException.oneLine(said));
            }
            times.add((System.nanoTime() - start) / 1e9);
        }
        return Collections.min(times);
    }
}
