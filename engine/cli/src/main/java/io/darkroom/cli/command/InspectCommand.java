package io.darkroom.cli.command;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.NodeException;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.report.Findings;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.PictureText;
import io.darkroom.format.picture.PictureText.Container;
import io.darkroom.onnx.checkpoint.FileHashes;
import io.darkroom.onnx.checkpoint.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code darkroom inspect}: says what a model file or a picture is, what was found in it, and why. */
@Command(
        name = "inspect",
        description = "Says what a checkpoint, LoRA, VAE, upscaler, embedding or picture is, and what was found in it.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
    private static final List<String> MODEL_TYPES = List.of(
            "checkpoints",
            "loras",
            "vae",
            "vae_approx",
            "embeddings",
            "upscale_models",
            "text_encoders",
            "diffusion_models",
            "diffusers");

    private final Surroundings surroundings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A file or folder, or the name of a model.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--numbers", description = "Also read all weights and name those that are NaN or infinite.")
    private boolean numbers;

    @Option(names = "--hash", description = "Also the SHA-256 and AutoV2 hash of model files.")
    private boolean hash;

    @Option(names = "--json", description = "Each file as a JSON object, one per line.")
    private boolean json;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private TalkOptions talk = new TalkOptions();

    public InspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Folders where = folders.folders(surroundings);
        boolean wrong = false;
        for (Path file : files) {
            try {
                Findings findings = inspect(locate(file, where), where);
                surroundings.out().print(json ? JsonText.of(findings.json()) + "\n" : findings.text());
            } catch (UserException | NodeException e) {
                surroundings.err().println("darkroom: " + e.getMessage());
                wrong = true;
            }
        }
        return wrong ? ExitCode.WRONG : ExitCode.DONE;
    }

    private Findings inspect(Path file, Folders where) throws IOException {
        Optional<PictureText> picture =
                Files.isDirectory(file) ? Optional.empty() : PictureText.read(surroundings.shown(file), file);
        if (picture.isPresent() && picture.get().container() != Container.SAFETENSORS) {
            return Findings.of(surroundings.shown(file), picture.get(), talk.detail());
        }
        Inspection inspection = Inspection.of(file, numbers ? Inspection.Depth.NUMBERS : Inspection.Depth.HEADER);
        Findings findings = Findings.of(surroundings.shown(file), inspection);
        return hash && Files.isRegularFile(file) ? findings.with(new FileHashes(where.user()).of(file)) : findings;
    }

    /** A path, or else a model's name in any of the user's folders. */
    private Path locate(Path file, Folders where) {
        Path path = surroundings.resolve(file);
        if (Files.exists(path)) {
            return path;
        }
        for (String type : MODEL_TYPES) {
            if (where.list(type).contains(file.toString().replace('\\', '/'))) {
                return where.find(type, file.toString()).path();
            }
        }
        throw new UserException("There is no file \"" + file + "\", and no model of that name in the model folders.");
    }
}
