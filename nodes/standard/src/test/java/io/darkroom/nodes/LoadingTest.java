package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.Widget;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.workflow.Input;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorFile;
import io.darkroom.onnx.weights.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Loaders, through the real engine and networks. */
@ExtendWith(MiniProgram.class)
class LoadingTest {
    private final Program program;

    LoadingTest(Program program) {
        this.program = program;
    }

    @Test
    void whatWasFoundOfAModelsPredictionIsNotedForItsPictures() {
        Flow flow = new Flow();
        saved(flow, MiniModels.CHECKPOINT);

        program.run(flow.workflow());

        assertThat(program.notes())
                .filteredOn(note -> note.about().equals("prediction"))
                .extracting(Context.Note::text)
                .singleElement()
                .asString()
                .startsWith("v_prediction. The deviation of the weights");
        assertThat(program.notes())
                .filteredOn(note -> note.about().equals("checkpoints"))
                .flatExtracting(note -> note.file().stream().toList())
                .containsExactly(program.base().resolve("models/checkpoints/" + MiniModels.CHECKPOINT));
    }

    @Test
    void aFileBesideTheModelIsHeardEvenIfItComesLater() throws IOException {
        Path models = program.base().resolve("models/checkpoints");
        Files.copy(models.resolve(MiniModels.CHECKPOINT), models.resolve("other.safetensors"));
        Flow flow = new Flow();
        saved(flow, "other.safetensors");
        program.run(flow.workflow());
        Files.writeString(
                models.resolve("other.json"), "{\"prediction_type\": \"epsilon\", \"zero_terminal_snr\": true}");

        program.run(flow.workflow());

        assertThat(program.notes())
                .filteredOn(note -> note.about().equals("prediction"))
                .extracting(Context.Note::text)
                .singleElement()
                .asString()
                .startsWith("eps, zero terminal SNR. The file \"other.json\" beside the model says")
                .contains("Not followed: The deviation");
    }

    @Test
    void aModelWithoutTextEncoderOrVaeSaysSoWhenTheyAreUsed() {
        writeUnetOnly(program.base().resolve("models/checkpoints/unet-only.safetensors"));
        Flow prompts = new Flow();
        Flow.Node checkpoint = prompts.add("CheckpointLoaderSimple", "ckpt_name", "unet-only.safetensors");
        prompts.look(
                "text",
                prompts.add("CLIPTextEncode", "clip", checkpoint.out(1), "text", "a cat")
                        .out(0));
        Flow pictures = new Flow();
        saved(pictures, "unet-only.safetensors");

        assertThat(program.failure(prompts.workflow())).contains("\"unet-only.safetensors\" holds no text encoder");
        assertThat(program.failure(pictures.workflow())).contains("\"unet-only.safetensors\" holds no VAE");
    }

    @Test
    void aFolderOfDiffusersGivesThePictureOfTheSameWeightsInOneFile() {
        MiniCheckpoint.write(
                program.base().resolve("models/diffusers/mini"),
                Size.MINI,
                WeightType.FLOAT16,
                0,
                MiniCheckpoint.Layout.DIFFUSERS);
        Flow flow = new Flow();
        Flow.Node file = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        Flow.Node diffusers = flow.add("DiffusersLoader", "model_path", "mini");
        flow.look("file", sampled(flow, file));
        flow.look("folder", sampled(flow, diffusers));

        program.run(flow.workflow());

        Tensor one = ((Latent) program.seen("file")).samples();
        Tensor other = ((Latent) program.seen("folder")).samples();
        assertThat(Goldens.distance(one, other)).isLessThan(1e-3);
    }

    @Test
    void aVaeIsTakenFromAnyFileThatHoldsOne() throws IOException {
        Path vaes = Files.createDirectories(program.base().resolve("models/vae"));
        Files.copy(
                program.base().resolve("models/checkpoints/" + MiniModels.CHECKPOINT), vaes.resolve("vae.safetensors"));
        Flow flow = new Flow();
        Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        Flow.Node latent = flow.add("EmptyLatentImage", "width", 64, "height", 64, "batch_size", 1);
        Flow.Node vae = flow.add("VAELoader", "vae_name", "vae.safetensors");
        flow.look(
                "inside",
                flow.add("VAEDecode", "samples", latent.out(0), "vae", checkpoint.out(2))
                        .out(0));
        flow.look(
                "apart",
                flow.add("VAEDecode", "samples", latent.out(0), "vae", vae.out(0))
                        .out(0));

        program.run(flow.workflow());

        assertThat(((Image) program.seen("apart")).pixels()).isEqualTo(((Image) program.seen("inside")).pixels());
        Widget.Choice names = (Widget.Choice) program.catalogue()
                .find("VAELoader")
                .flatMap(type -> type.input("vae_name"))
                .flatMap(InputSlot::widget)
                .orElseThrow();
        assertThat(names.options().get()).containsExactly("vae.safetensors", "pixel_space");
    }

    @Test
    void anInjectedWordStandsForTheEmbeddingOfTheSameFile() {
        Flow flow = new Flow();
        Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        Flow.Node named = flow.add(
                "TextualInversionInject",
                "clip",
                checkpoint.out(1),
                "embedding",
                "pub128-emb_params.safetensors",
                "trigger",
                "violet castle",
                "strength",
                1.0);
        Flow.Node unnamed = flow.add(
                "TextualInversionInject",
                "clip",
                checkpoint.out(1),
                "embedding",
                "pub128-emb_params.safetensors",
                "trigger",
                "",
                "strength",
                1.0);
        flow.look("written", encoded(flow, checkpoint.out(1), "a embedding:pub128-emb_params at night"));
        flow.look("named", encoded(flow, named.out(0), "a Violet Castle at night"));
        flow.look("unnamed", encoded(flow, unnamed.out(0), "a pub128-emb_params at night"));
        flow.look("plain", encoded(flow, checkpoint.out(1), "a violet castle at night"));

        program.run(flow.workflow());

        assertThat(tokens("named")).isEqualTo(tokens("written")).isNotEqualTo(tokens("plain"));
        assertThat(tokens("unnamed")).isEqualTo(tokens("written"));
    }

    @Test
    void aLoraForAnotherModelIsNotSilentlyLeftOut() {
        Path loras = program.base().resolve("models/loras");
        List<TestTensor> tensors = List.of(
                TestTensor.of("lora_unet_nowhere.lora_up.weight", Shape.of(2, 1), 1, 2),
                TestTensor.of("lora_unet_nowhere.lora_down.weight", Shape.of(1, 2), 1, 2));
        SafetensorsWriter.write(loras.resolve("other.safetensors"), Map.of(), tensors);
        Flow flow = new Flow();
        Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
        Flow.Node lora = flow.add(
                "LoraLoaderModelOnly",
                "model",
                checkpoint.out(0),
                "lora_name",
                "other.safetensors",
                "strength_model",
                1.0);
        flow.look("model", lora.out(0));

        program.run(flow.workflow());

        assertThat(program.warnings()).singleElement().asString().contains("NOT LOADED: lora_unet_nowhere");
    }

    @Test
    void picturesAreEnlargedByANetwork() {
        Goldens.copy("upscale/publ-x4plus.safetensors", program.base().resolve("models/upscale_models"));
        Flow flow = new Flow();
        Flow.Node model = flow.add("UpscaleModelLoader", "model_name", "publ-x4plus.safetensors");
        Flow.Node picture = flow.add("LoadImage", "image", "pub_scene.png");
        flow.look("small", picture.out(0));
        flow.look(
                "large",
                flow.add("ImageUpscaleWithModel", "upscale_model", model.out(0), "image", picture.out(0))
                        .out(0));

        program.run(flow.workflow());

        Image small = (Image) program.seen("small");
        Image large = (Image) program.seen("large");
        assertThat(large.width()).isEqualTo(4 * small.width());
        assertThat(large.height()).isEqualTo(4 * small.height());
        assertThat(large.pixels()).isEqualTo(large.pixels().map(v -> Math.max(0, Math.min(1, v))));
    }

    private float[] tokens(String name) {
        return ((Conditioning) program.seen(name)).entries().get(0).tokens().toArray();
    }

    private static Input.Link encoded(Flow flow, Input.Link clip, String text) {
        return flow.add("CLIPTextEncode", "clip", clip, "text", text).out(0);
    }

    private static Input.Link sampled(Flow flow, Flow.Node checkpoint) {
        Flow.Node latent = flow.add("EmptyLatentImage", "width", 64, "height", 64, "batch_size", 1);
        // The folder's scheduler asks for zero SNR, of which the file knows nothing.
        Flow.Node model = flow.add(
                "ModelSamplingDiscrete", "model", checkpoint.out(0), "sampling", "v_prediction", "zsnr", false);
        return flow.add(
                        "KSampler",
                        "model",
                        model.out(0),
                        "seed",
                        1,
                        "steps",
                        2,
                        "cfg",
                        5.0,
                        "sampler_name",
                        "euler",
                        "scheduler",
                        "normal",
                        "positive",
                        encoded(flow, checkpoint.out(1), "a cat"),
                        "negative",
                        encoded(flow, checkpoint.out(1), ""),
                        "latent_image",
                        latent.out(0),
                        "denoise",
                        1.0)
                .out(0);
    }

    private static void saved(Flow flow, String checkpoint) {
        Flow.Node loaded = flow.add("CheckpointLoaderSimple", "ckpt_name", checkpoint);
        Flow.Node latent = flow.add("EmptyLatentImage", "width", 16, "height", 16, "batch_size", 1);
        Flow.Node image = flow.add("VAEDecode", "samples", latent.out(0), "vae", loaded.out(2));
        flow.add("SaveImage", "images", image.out(0), "filename_prefix", "loading");
    }

    private void writeUnetOnly(Path file) {
        Path whole = program.base().resolve("models/checkpoints/" + MiniModels.CHECKPOINT);
        List<TestTensor> tensors = new ArrayList<>();
        try (TensorFile from = TensorFile.open(whole)) {
            for (String name : from.tensors().names()) {
                if (name.startsWith("model.diffusion_model.")) {
                    StoredTensor tensor = from.tensors().get(name);
                    int[] sizes = Arrays.stream(tensor.shape())
                            .mapToInt(Math::toIntExact)
                            .toArray();
                    tensors.add(TestTensor.of(name, Shape.of(sizes), tensor.toFloats()));
                }
            }
        }
        SafetensorsWriter.write(file, Map.of(), tensors);
    }
}
