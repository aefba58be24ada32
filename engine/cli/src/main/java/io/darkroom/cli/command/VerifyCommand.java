package io.darkroom.cli.command;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.folder.ScratchFolder;
import io.darkroom.cli.lock.PixelDifference;
import io.darkroom.cli.report.TextReport;
import io.darkroom.cli.workflow.Job;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.PictureLock;
import io.darkroom.format.picture.PictureText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code darkroom verify}: makes a picture again and says whether it comes out the same, and if not, what has changed. */
@Command(
        name = "verify",
        description = "Makes a picture again from the workflow in it, and says what differs.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Ends with 0 if all pixels are the same, with 1 if not.")
public final class VerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Cancellation stop;

    @Parameters(paramLabel = "PICTURE", description = "A picture that was saved with its workflow.")
    private Path picture = Path.of("");

    @Option(names = "--json", description = "The answer as a JSON object.")
    private boolean json;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Mixin
    private TalkOptions talk = new TalkOptions();

    public VerifyCommand(Surroundings surroundings, Cancellation stop) {
        this.surroundings = surroundings;
        this.stop = stop;
    }

    /** A picture that the workflow made now. */
    private record Remade(Path file, PixelDifference difference) {}

    @Override
    public Integer call() throws IOException {
        Path file = surroundings.resolve(picture);
        BufferedImage original = read(file);
        Optional<PictureLock> lock = lock(file);
        try (ScratchFolder scratch = ScratchFolder.create();
                Workbench bench = Workbench.open(
                        folders.foldersWritingTo(scratch.path(), surroundings),
                        machine.settings(),
                        Keeping.inMemory())) {
            Surroundings silent = surroundings.withOut(new PrintWriter(Writer.nullWriter()));
            TextReport report = new TextReport(silent, bench.folders(), talk.detail());
            Runner runner = new Runner(silent, bench, report, Metadata.WHOLE, stop);
            List<Job> jobs = runner.open(List.of(picture), Job.Wishes.NONE);
            if (jobs.isEmpty()) {
                return ExitCode.WRONG;
            }
            int code = runner.run(jobs, 1);
            if (code != ExitCode.DONE) {
                return code;
            }
            return compare(original, lock, pictures(bench.folders().output()));
        }
    }

    private int compare(BufferedImage original, Optional<PictureLock> lock, List<Path> made) throws IOException {
        List<Remade> remade = new ArrayList<>();
        for (Path file : made) {
            BufferedImage again = read(file);
            if (PixelDifference.comparable(original, again)) {
                remade.add(new Remade(file, PixelDifference.of(original, again)));
            }
        }
        // A workflow may save several pictures; this one is the one it is nearest to.
        Remade nearest = remade.stream()
                .min(Comparator.comparingDouble(
                        candidate -> candidate.difference().mean()))
                .orElseThrow(() -> new UserException("The workflow in \"" + picture + "\" makes no picture of "
                        + original.getWidth() + "x" + original.getHeight() + " now; nothing can be compared."));
        List<String> changed = new ArrayList<>();
        Optional<PictureLock> now = lock(nearest.file());
        if (lock.isEmpty()) {
            changed.add("The picture has no lock: another program saved it, or took the lock out.");
        } else {
            now.ifPresent(found -> changed.addAll(lock.get().differences(found)));
        }
        tell(nearest.difference(), changed);
        return nearest.difference().isNone() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void tell(PixelDifference difference, List<String> changed) {
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("identical", difference.isNone());
            answer.put("max", difference.most());
            answer.put("mean", difference.mean());
            answer.put("differing_pixels", difference.pixels());
            answer.put("pixels", difference.all());
            answer.put("changed", changed);
            surroundings.out().println(JsonText.of(answer));
            return;
        }
        changed.forEach(surroundings.out()::println);
        surroundings
                .out()
                .println(
                        difference.isNone()
                                ? "Identical: all " + difference.all() + " pixels are the same."
                                : String.format(
                                        Locale.ROOT,
                                        "Different: %d of %d pixels; at most %d and on average %.4f of 255 levels.",
                                        difference.pixels(),
                                        difference.all(),
                                        difference.most(),
                                        difference.mean()));
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        }
    }

    private static Optional<PictureLock> lock(Path file) throws IOException {
        return PictureText.read(file.toString(), file)
                .flatMap(texts -> texts.get(PictureLock.KEYWORD))
                .map(text -> PictureLock.read(file.toString(), text));
    }

    private BufferedImage read(Path file) {
        try {
            BufferedImage image = Files.isRegularFile(file) ? ImageIO.read(file.toFile()) : null;
            if (image != null) {
                return image;
            }
        } catch (IOException e) {
            throw new UserException("\"" + picture + "\" cannot be read: " + UserException.reason(e) + ".", e);
        }
        throw new UserException("\"" + picture + "\" is no picture that can be read; name a PNG.");
    }
}
