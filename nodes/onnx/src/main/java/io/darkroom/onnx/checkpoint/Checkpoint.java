package io.darkroom.onnx.checkpoint;

import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.checkpoint.PredictionFinding.Evidence;
import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model, open where it lies: a single file of any layout or a diffusers folder, whole or only a part of it (a VAE, a UNet).
 * Immutable and safe for concurrent use; whoever opens it closes it, after which its weights can no longer be read.
 */
public final class Checkpoint implements AutoCloseable {
    private final Path path;
    private final Layout layout;
    private final Parts parts;
    private final Map<String, String> metadata;
    private final List<TensorFile> files;

    private Checkpoint(Path path, Layout layout, Parts parts, Map<String, String> metadata, List<TensorFile> files) {
        this.path = path;
        this.layout = layout;
        this.parts = parts;
        this.metadata = metadata;
        this.files = List.copyOf(files);
    }

    /** How a model lies on disk. */
    public enum Layout {
        SINGLE_FILE("single file"),
        DIFFUSERS_FOLDER("diffusers folder");

        private final String title;

        Layout(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private record Parts(
            Optional<Weights> unet,
            Optional<TextPart> text,
            Optional<VaePart> vae,
            Optional<Family> family,
            Optional<PredictionFinding> prediction) {}

    /**
     * Opens a model and finds its parts; no weights are loaded.
     *
     * @param path a file, or a folder in diffusers' layout
     * @throws UnusableFileException if it is broken, or of a kind that is not supported, which is named
     */
    public static Checkpoint open(Path path) {
        List<TensorFile> files = new ArrayList<>();
        try {
            return Files.isDirectory(path) ? openFolder(path, files) : openFile(path, files);
        } catch (RuntimeException e) {
            files.forEach(TensorFile::close);
            throw e;
        }
    }

    /** Opens the two files of a tiny autoencoder (TAESD) as one VAE. */
    public static Checkpoint openTaesd(Path encoder, Path decoder) {
        List<TensorFile> files = new ArrayList<>();
        try {
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            StringBuilder identity = new StringBuilder();
            for (Path path : List.of(encoder, decoder)) {
                TensorFile file = TensorFile.open(path);
                files.add(file);
                Weights half = TinyVae.of(file.tensors())
                        .orElseThrow(() -> new UnusableFileException("The file \"" + path
                                + "\" is no half of a TAESD for 4 latent channels; put taesd_encoder and taesd_decoder"
                                + " into models/vae_approx."))
                        .part(new Source(path))
                        .weights();
                half.names().forEach(name -> tensors.put(name, half.get(name)));
                identity.append(half.identity()).append(';');
            }
            Weights whole = new TensorMap(new Source(decoder), identity.toString(), tensors);
            VaePart vae = new VaePart(whole, VaePart.Kind.TAESD, LatentFormat.STABLE_DIFFUSION);
            return new Checkpoint(
                    decoder,
                    Layout.SINGLE_FILE,
                    new Parts(Optional.empty(), Optional.empty(), Optional.of(vae), Optional.empty(), Optional.empty()),
                    Map.of(),
                    files);
        } catch (RuntimeException e) {
            files.forEach(TensorFile::close);
            throw e;
        }
    }

    private static Checkpoint openFile(Path path, List<TensorFile> files) {
        TensorFile file = TensorFile.open(path);
        files.add(file);
        Weights tensors = file.tensors();
        refuseOtherKinds(tensors, new Source(path));
        Optional<Weights> unet = UnetPart.find(tensors).map(part -> part.canonical(new Source(path)));
        Optional<Family> family = unet.map(Checkpoint::family);
        Optional<TextPart> text = TextTower.find(tensors)
                .map(tower -> new TextPart(tower.canonical(new Source(path)), textFamily(tower, family), 0));
        Optional<PredictionFinding> prediction = unet.map(weights -> {
            List<Evidence> evidence = new ArrayList<>(PredictionEvidence.sidecars(path));
            evidence.add(PredictionEvidence.metadata(file.metadata()));
            evidence.add(PredictionEvidence.markers(tensors));
            evidence.add(PredictionEvidence.statistic(weights, family(weights)));
            return PredictionFinding.of(evidence);
        });
        Parts parts = new Parts(unet, text, VaePart.find(tensors, new Source(path)), family, prediction);
        return new Checkpoint(path, Layout.SINGLE_FILE, parts, file.metadata(), files);
    }

    private static Checkpoint openFolder(Path folder, List<TensorFile> files) {
        if (OnnxFolder.isOne(folder)) {
            throw new UnusableFileException(
                    "The folder \"" + folder + "\" holds exported ONNX networks, not weights; load it as such.");
        }
        boolean whole = Files.isDirectory(folder.resolve("unet"));
        Optional<Weights> unetFile = FolderPart.open(whole ? folder.resolve("unet") : folder, files::add);
        if (unetFile.isEmpty()) {
            throw new UnusableFileException(
                    "The folder \"" + folder + "\" holds no model that can be used" + pipeline(folder)
                            + "; choose a folder of Stable Diffusion 1.x or 2.x with unet, vae and text_encoder.");
        }
        refuseOtherKinds(unetFile.get(), new Source(folder));
        Optional<Weights> unet = UnetPart.find(unetFile.get()).map(part -> part.canonical(new Source(folder)));
        Optional<Family> family = unet.map(Checkpoint::family);
        Optional<Weights> textFile = whole ? FolderPart.open(folder.resolve("text_encoder"), files::add) : unetFile;
        Optional<TextPart> text = textFile.flatMap(TextTower::find).map(tower -> folderText(folder, tower, family));
        Optional<Weights> vaeFile = whole ? FolderPart.open(folder.resolve("vae"), files::add) : unetFile;
        Optional<VaePart> vae = vaeFile.flatMap(tensors -> VaePart.find(tensors, new Source(folder)));
        Optional<PredictionFinding> prediction = unet.map(weights -> {
            List<Evidence> evidence = new ArrayList<>(evidenceOfFolder(folder));
            evidence.add(PredictionEvidence.statistic(weights, family(weights)));
            return PredictionFinding.of(evidence);
        });
        Parts parts = new Parts(unet, text, vae, family, prediction);
        return new Checkpoint(folder, Layout.DIFFUSERS_FOLDER, parts, Map.of(), files);
    }

    /** What stands beside and in a folder of diffusers or Optimum. */
    static List<Evidence> evidenceOfFolder(Path folder) {
        List<Evidence> evidence = new ArrayList<>(PredictionEvidence.sidecars(folder));
        evidence.add(PredictionEvidence.scheduler(folder.resolve("scheduler").resolve("scheduler_config.json")));
        return evidence;
    }

    /** In diffusers' files the last layer is the one that is used: those of SD 2 end one layer early. */
    private static TextPart folderText(Path folder, TextTower tower, Optional<Family> family) {
        Path config = folder.resolve("text_encoder").resolve("config.json");
        Map<String, String> values = Files.isRegularFile(config) ? SmallText.jsonValues(config) : Map.of();
        TextNetwork.Family tells = Optional.ofNullable(values.get("hidden_act"))
                .map(activation ->
                        activation.equals("quick_gelu") ? TextNetwork.Family.CLIP_L : TextNetwork.Family.OPEN_CLIP_H)
                .orElseGet(() -> textFamily(tower, family));
        return new TextPart(
                tower.canonical(new Source(folder)), tells, tells == TextNetwork.Family.OPEN_CLIP_H ? 1 : 0);
    }

    private static String pipeline(Path folder) {
        Path index = folder.resolve("model_index.json");
        return Files.isRegularFile(index)
                ? " (its pipeline is " + SmallText.jsonValues(index).getOrDefault("_class_name", "not named") + ")"
                : "";
    }

    private static void refuseOtherKinds(Weights tensors, Source source) {
        FileKind kind = Recognition.kindOf(tensors);
        if (!kind.loadable()) {
            throw new UnusableFileException(source + " is " + kind.title() + ". " + kind.advice());
        }
    }

    /** SD 2 projects with linear layers before and after attention, SD 1 with convolutions. */
    private static Family family(Weights unet) {
        return unet.names().stream()
                        .filter(name -> name.endsWith(".proj_in.weight"))
                        .findFirst()
                        .map(name -> unet.get(name).shape().length == 2)
                        .orElse(false)
                ? Family.SD2
                : Family.SD1;
    }

    private static TextNetwork.Family textFamily(TextTower tower, Optional<Family> family) {
        boolean openClip = tower.naming() == TextTower.Naming.OPEN_CLIP || family.equals(Optional.of(Family.SD2));
        return openClip ? TextNetwork.Family.OPEN_CLIP_H : TextNetwork.Family.CLIP_L;
    }

    public Path path() {
        return path;
    }

    public Layout layout() {
        return layout;
    }

    /** The UNet under original names, without prefix: {@code input_blocks.0.0.weight} … */
    public Optional<Weights> unet() {
        return parts.unet;
    }

    public Optional<TextPart> text() {
        return parts.text;
    }

    public Optional<VaePart> vae() {
        return parts.vae;
    }

    /** Which models its UNet belongs to; empty without a UNet. */
    public Optional<Family> family() {
        return parts.family;
    }

    /** How the UNet sees noise; empty without a UNet. */
    public Optional<PredictionFinding> prediction() {
        return parts.prediction;
    }

    /** How its UNet scales latents. */
    public LatentFormat latentFormat() {
        return parts.vae.map(VaePart::latentFormat).orElse(LatentFormat.STABLE_DIFFUSION);
    }

    /** Texts stored in the file; empty for folders. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() {
        files.forEach(TensorFile::close);
    }
}
