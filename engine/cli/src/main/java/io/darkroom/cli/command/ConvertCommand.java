package io.darkroom.cli.command;

import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.report.TextReport.Detail;
import io.darkroom.cli.workflow.Job;
import io.darkroom.cli.workflow.SetOption;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.prompt.ApiPrompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** {@code darkroom convert}: writes a workflow in ComfyUI's API format, as the editor's "Export (API)" does. */
@Command(
        name = "convert",
        description =
                "Writes a workflow file or a picture's workflow as API JSON; templates in texts stay as they are.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "A workflow file: editor or API JSON, or a picture.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; default: standard output.")
    private @Nullable Path output;

    @Option(names = "--set", paramLabel = "NODE.INPUT=VALUE", description = "Set an input, as in run.")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Mixin
    private TalkOptions talk = new TalkOptions();

    public ConvertCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Catalogue catalogue = Workbench.catalogue(folders.folders(surroundings), machine.settings())) {
            Job.Wishes wishes =
                    new Job.Wishes(settings.stream().map(SetOption::parse).toList(), Optional.empty());
            Job job = Job.open(file.toString(), surroundings.resolve(file), wishes, catalogue::find);
            if (talk.detail() != Detail.QUIET) {
                job.file().notices().forEach(notice -> surroundings.err().println(job.name() + ": " + notice));
            }
            String text = JsonText.indented(ApiPrompt.toJson(job.file().workflow()));
            if (output == null) {
                surroundings.out().print(text);
            } else {
                write(surroundings.resolve(output), text);
            }
            return ExitCode.DONE;
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserException("\"" + path + "\" cannot be written: " + UserException.reason(e) + ".", e);
        }
    }
}
