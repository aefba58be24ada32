package io.darkroom.cli.command;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.report.JsonReport;
import io.darkroom.cli.report.Report;
import io.darkroom.cli.report.TextReport;
import io.darkroom.cli.workflow.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code darkroom check}: says all that is wrong with workflow files, without running anything. */
@Command(
        name = "check",
        description = "Says all that is wrong with workflow files, without running them.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Workflow files.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "Each problem as a JSON object, one per line.")
    private boolean json;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Mixin
    private IgnoredOptions ignored = new IgnoredOptions();

    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Workbench bench = Workbench.open(folders.folders(surroundings), machine.settings(), Keeping.inMemory())) {
            Report report = json
                    ? new JsonReport(surroundings, bench.folders())
                    : new TextReport(surroundings, bench.folders(), talk.detail());
            Runner runner = new Runner(surroundings, bench, report, Metadata.NONE, Cancellation.NEVER);
            List<Job> right = runner.open(files, Job.Wishes.NONE);
            right.forEach(job -> report.remark(job.name() + ": nothing is wrong."));
            return right.isEmpty() ? ExitCode.WRONG : ExitCode.DONE;
        }
    }
}
