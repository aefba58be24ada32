package io.darkroom.cli.bench;

import io.darkroom.api.extension.Settings;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.cli.command.Keeping;
import io.darkroom.cli.command.Workbench;
import io.darkroom.cli.folder.ScratchFolder;
import io.darkroom.cli.workflow.Job;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.onnx.checkpoint.Checkpoint;
import io.darkroom.onnx.checkpoint.TextPart;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code darkroom bench}: prints the table of docs/benchmarks.md for this machine. */
@Command(
        name = "bench",
        description = "Measures engine, start-up and the miniature; with --full also a checkpoint of full size.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final String WORKFLOW = "workflows/lighthouse-at-night.json";

    private final Surroundings surroundings;

    @Option(names = "--full", paramLabel = "CHECKPOINT", description = "A Stable Diffusion 2.1 file, of any weights.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--compare-python",
            paramLabel = "PYTHON",
            description = "With --full: a Python with torch and diffusers, measured beside it.")
    private @Nullable Path python;

    @Option(names = "--threads", paramLabel = "N", description = "Processor threads for the networks.")
    private int threads = Runtime.getRuntime().availableProcessors();

    public BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = new Settings(Settings.Device.CPU, threads, OptionalLong.empty());
        if (checkpoint != null && !Files.isRegularFile(surroundings.resolve(checkpoint))) {
            throw new UserException("--full: there is no file \"" + checkpoint + "\".");
        }
        List<Measurement> table = new ArrayList<>();
        try (ScratchFolder scratch = ScratchFolder.create()) {
            Directories directories = Directories.under(surroundings.home())
                    .withOutput(scratch.path().resolve("output"))
                    .withTemp(scratch.path().resolve("temp"));
            progress("engine");
            table.addAll(EngineBench.measure(new UserFolders(directories), settings));
            progress("whole processes");
            Path workflow = surroundings.home().resolve(WORKFLOW);
            table.addAll(new ProcessBench(surroundings.home()).measure(workflow));
            progress("repeats");
            try (Workbench bench = Workbench.open(new UserFolders(directories), settings, Keeping.inMemory())) {
                Job job = Job.open(WORKFLOW, workflow, Job.Wishes.NONE, bench.catalogue()::find);
                table.addAll(new RepeatBench(bench).measure(job, ZonedDateTime.now(surroundings.clock())));
            }
            if (checkpoint != null) {
                table.addAll(full(surroundings.resolve(checkpoint), directories, settings));
            }
        }
        surroundings.out().println("Machine: " + Machine.described());
        surroundings.out().println();
        surroundings.out().print(Measurement.table(table));
        return ExitCode.DONE;
    }

    private List<Measurement> full(Path file, Directories directories, Settings settings)
            throws IOException, InterruptedException {
        progress("full-size checkpoint");
        Map<String, List<Path>> folders = Map.of("checkpoints", List.of(file.resolveSibling("")));
        CheckpointBench.Times times;
        try (Workbench bench =
                Workbench.open(new UserFolders(directories, folders, Map.of()), settings, Keeping.inMemory())) {
            times = new CheckpointBench(bench, file.getFileName().toString(), weightBytes(file)).measure();
        }
        List<Measurement> table = new ArrayList<>(times.table());
        table.addAll(PartsBench.measure(surroundings.home(), directories.user(), file, settings));
        if (python != null) {
            progress("diffusers");
            Path script = surroundings.home().resolve("tools/bench/diffusers_step.py");
            table.addAll(DiffusersBench.run(python, script, threads).compare(times));
        }
        return table;
    }

    /** What the networks that a step needs take as float32. */
    private static long weightBytes(Path file) {
        try (Checkpoint opened = Checkpoint.open(file)) {
            return Stream.concat(opened.unet().stream(), opened.text().map(TextPart::weights).stream())
                    .mapToLong(BenchCommand::floatBytes)
                    .sum();
        }
    }

    private static long floatBytes(Weights weights) {
        return weights.names().stream()
                        .map(weights::get)
                        .mapToLong(StoredTensor::count)
                        .sum()
                * Float.BYTES;
    }

    private void progress(String what) {
        surroundings.err().println("Measuring: " + what);
        surroundings.err().flush();
    }
}
