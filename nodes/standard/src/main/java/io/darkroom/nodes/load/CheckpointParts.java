package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.Vae;
import io.darkroom.diffusion.schedule.DiscreteSchedule;
import io.darkroom.diffusion.schedule.Prediction;
import io.darkroom.diffusion.schedule.TerminalSnr;
import io.darkroom.diffusion.text.ClipTextEncoder;
import io.darkroom.diffusion.text.ClipTokenizer;
import io.darkroom.diffusion.text.EmbeddingSource;
import io.darkroom.nodes.sample.PreviewDecoders;
import io.darkroom.onnx.OnnxNetworks;
import io.darkroom.onnx.checkpoint.Checkpoint;
import io.darkroom.onnx.checkpoint.OnnxFolder;
import io.darkroom.onnx.checkpoint.PredictionFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes what a checkpoint holds into what travels along links. Nothing is read but what says how it is to be used. */
public final class CheckpointParts {
    private final OpenModels files;
    private final OnnxNetworks networks;
    private final EmbeddingSource embeddings;
    private @Nullable ClipTokenizer tokenizer;

    public CheckpointParts(OpenModels files, OnnxNetworks networks, EmbeddingSource embeddings) {
        this.files = files;
        this.networks = networks;
        this.embeddings = embeddings;
    }

    /** A whole checkpoint; what it lacks is there too, and says so when it is used. */
    record Whole(Model model, TextEncoder clip, Vae vae) {}

    /**
     * @throws NodeException if the file has no UNet, or is of another kind
     */
    Whole whole(Path path, Context context) {
        noteProvider(networks, context);
        if (OnnxFolder.isOne(path)) {
            return exported(OnnxFolder.open(path), context);
        }
        Checkpoint checkpoint = files.checkpoint(path);
        return new Whole(model(checkpoint, context), textEncoder(checkpoint), vae(checkpoint));
    }

    /** The VAE of a file that may hold nothing else. */
    Vae vae(Path path, Context context) {
        noteProvider(networks, context);
        return vae(files.checkpoint(path));
    }

    /** A tiny VAE from its two files. */
    Vae taesd(Path encoder, Path decoder, Context context) {
        noteProvider(networks, context);
        return vae(files.taesd(encoder, decoder));
    }

    /** The tiny decoders in {@code models/vae_approx}. They do not enter the picture's lock, since it does not depend on them. */
    public PreviewDecoders previewDecoders(Folders folders) {
        return () -> TaesdFiles.half(folders, "decoder")
                .map(name -> vae(
                        files.checkpoint(folders.find(TaesdFiles.FOLDER, name).path())));
    }

    /** Keeps in the picture's lock what the networks run on. */
    static void noteProvider(OnnxNetworks networks, Context context) {
        context.note("provider", networks.provider().describe());
    }

    private Whole exported(OnnxFolder folder, Context context) {
        TextNetwork text = networks.exportedText(folder.textEncoder());
        return new Whole(
                model(
                        networks.exportedUnet(folder.unet()),
                        folder.prediction(),
                        LatentFormat.STABLE_DIFFUSION,
                        context),
                ClipTextEncoder.of(text, tokenizer(), embeddings),
                networks.exportedVae(folder.vaeDecoder(), folder.vaeEncoder()));
    }

    private Model model(Checkpoint checkpoint, Context context) {
        PredictionFinding finding = checkpoint
                .prediction()
                .orElseThrow(() -> new NodeException(named(checkpoint) + " holds no diffusion model. Load a VAE with"
                        + " VAELoader; as a checkpoint choose a file with a UNet."));
        return model(networks.unet(checkpoint.unet().orElseThrow()), finding, checkpoint.latentFormat(), context);
    }

    private static Model model(
            DiffusionNetwork network, PredictionFinding finding, LatentFormat latentFormat, Context context) {
        DiscreteSchedule schedule = new DiscreteSchedule(
                prediction(finding), finding.zeroSnr().value() ? TerminalSnr.ZERO : TerminalSnr.TRAINED);
        context.note("prediction", schedule.describe() + ". " + reasons(finding));
        return new Model(network, schedule, latentFormat, List.of());
    }

    private static Prediction prediction(PredictionFinding finding) {
        return switch (finding.prediction().value()) {
            case EPS -> Prediction.EPS;
            case V -> Prediction.V;
            case X0 -> Prediction.X0;
        };
    }

    private static String reasons(PredictionFinding finding) {
        Stream<String> contradicted = Stream.concat(
                        finding.prediction().contradicted().stream(), finding.zeroSnr().contradicted().stream())
                .map(sentence -> "Not followed: " + sentence);
        return String.join(
                " ",
                Stream.concat(
                                Stream.of(
                                        finding.prediction().why(),
                                        finding.zeroSnr().why()),
                                contradicted)
                        .toList());
    }

    private TextEncoder textEncoder(Checkpoint checkpoint) {
        return checkpoint
                .text()
                .<TextEncoder>map(part -> ClipTextEncoder.of(
                        networks.text(part.weights(), part.family(), part.layersLeftOut()), tokenizer(), embeddings))
                .orElseGet(() -> new MissingTextEncoder(named(checkpoint)
                        + " holds no text encoder, so prompts cannot be encoded with it. Use a full checkpoint."));
    }

    /** Made when the first prompt may come: it takes a moment, and not every program encodes prompts. */
    private synchronized ClipTokenizer tokenizer() {
        if (tokenizer == null) {
            tokenizer = ClipTokenizer.load();
        }
        return tokenizer;
    }

    private Vae vae(Checkpoint checkpoint) {
        return checkpoint
                .vae()
                .map(part -> networks.vae(part.weights()))
                .orElseGet(() ->
                        new MissingVae(named(checkpoint) + " holds no VAE. Load one with VAELoader and link that."));
    }

    private static String named(Checkpoint checkpoint) {
        return "\"" + checkpoint.path().getFileName() + "\"";
    }
}
