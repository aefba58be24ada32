package io.darkroom.cli.command;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.report.JsonReport;
import io.darkroom.cli.report.Report;
import io.darkroom.cli.report.TextReport;
import io.darkroom.cli.workflow.Job;
import io.darkroom.cli.workflow.SeedConverter;
import io.darkroom.cli.workflow.SetOption;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code darkroom run}: runs workflow files one after another; nothing runs unless all of them are right. */
@Command(
        name = "run",
        description = "Runs workflow files: ComfyUI's API or editor JSON, or a picture that holds a workflow.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Cancellation stop;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Workflow files, run in this order.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NODE.INPUT=VALUE",
            description = "Set an input; NODE is a title, id or class. Just INPUT=VALUE where only one node has it.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = SeedConverter.class,
            description = "Set every seed: 0 to 2^64 - 1.")
    private @Nullable BigInteger seed;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Run N times; each time the seed changes as its control says, else by 1.")
    private int repeats = 1;

    @Option(names = "--dry-run", description = "Only check, and show which nodes would run.")
    private boolean dryRun;

    @Option(names = "--json", description = "Tell what happens as JSON, one object per line, on standard output.")
    private boolean json;

    @Option(names = "--disable-metadata", description = "Save pictures without the workflow in them.")
    private boolean withoutMetadata;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Mixin
    private IgnoredOptions ignored = new IgnoredOptions();

    @Option(
            names = {"--preview-method", "--preview-size"},
            hidden = true)
    void previews(String[] given) {}

    public RunCommand(Surroundings surroundings, Cancellation stop) {
        this.surroundings = surroundings;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        if (repeats < 1) {
            throw new UserException("--repeat is " + repeats + "; it must be at least 1.");
        }
        Job.Wishes wishes =
                new Job.Wishes(settings.stream().map(SetOption::parse).toList(), Optional.ofNullable(seed));
        try (Workbench bench = Workbench.open(folders.folders(surroundings), machine.settings(), cache.keeping())) {
            Report report = json
                    ? new JsonReport(surroundings, bench.folders())
                    : new TextReport(surroundings, bench.folders(), talk.detail());
            Runner runner =
                    new Runner(surroundings, bench, report, withoutMetadata ? Metadata.NONE : Metadata.WHOLE, stop);
            List<Job> jobs = runner.open(files, wishes);
            if (jobs.isEmpty()) {
                return ExitCode.WRONG;
            }
            return dryRun ? runner.plan(jobs) : runner.run(jobs, repeats);
        }
    }
}
