package io.darkroom.onnx.exported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.Vae;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.OnnxNetworks;
import io.darkroom.onnx.graph.Attribute;
import io.darkroom.onnx.graph.Axis;
import io.darkroom.onnx.graph.ElementType;
import io.darkroom.onnx.graph.GraphBuilder;
import io.darkroom.onnx.graph.Value;
import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stand-ins with the inputs and outputs that Optimum writes, whose answers can be worked out by hand. */
final class ExportedTest {
    private final OnnxNetworks networks = new OnnxNetworks(new Settings(Settings.Device.CPU, 1, OptionalLong.empty()));

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        networks.close();
    }

    private Path write(String part, GraphBuilder g, String config) throws IOException {
        Path network = Files.createDirectories(folder.resolve(part));
        Files.writeString(network.resolve("config.json"), config);
        return Files.write(network.resolve("model.onnx"), g.toModel());
    }

    private static Axis[] axes(String... names) {
        return Arrays.stream(names).map(Axis::named).toArray(Axis[]::new);
    }

    /** out = sample + timestep + mean of the prompt; the time step is a whole number, as exporters make it. */
    private Path unet(Axis... timestepAxes) throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value sample = g.input("sample", ElementType.FLOAT32, axes("b", "c", "h", "w"));
        Value timestep = g.input("timestep", ElementType.INT64, timestepAxes);
        Value prompt = g.input("encoder_hidden_states", ElementType.FLOAT32, axes("b", "s", "d"));
        Value mean = g.op("ReduceMean", List.of(prompt), Attribute.of("keepdims", 0));
        Value sum = g.add(g.add(sample, g.cast(timestep, ElementType.FLOAT32)), mean);
        g.output("out_sample", sum, ElementType.FLOAT32, axes("b", "c", "h", "w"));
        return write("unet", g, "{\"in_channels\": 4, \"cross_attention_dim\": 8}");
    }

    @Test
    void unetTakesEachPromptInTurn() throws IOException {
        DiffusionNetwork unet = networks.exportedUnet(unet(Axis.named("steps")));
        Tensor x = Tensor.filled(Shape.of(2, 4, 2, 2), 1);
        List<Tensor> prompts =
                List.of(Tensor.filled(Shape.of(1, 77, 8), 0.25f), Tensor.filled(Shape.of(2, 154, 8), 0.5f));

        List<Tensor> out = unet.predict(x, 998.7, prompts, Cancellation.NEVER);

        assertThat(out).containsExactly(Tensor.filled(x.shape(), 1000.25f), Tensor.filled(x.shape(), 1000.5f));
        assertThat(unet.contextWidth()).isEqualTo(8);
        assertThat(unet.inputChannels()).isEqualTo(4);
    }

    @Test
    void unetMayTakeItsTimeStepWithoutAnAxis() throws IOException {
        DiffusionNetwork unet = networks.exportedUnet(unet());
        Tensor x = Tensor.zeros(Shape.of(1, 4, 2, 2));

        List<Tensor> out = unet.predict(x, 7, List.of(Tensor.zeros(Shape.of(1, 77, 8))), Cancellation.NEVER);

        assertThat(out).containsExactly(Tensor.filled(x.shape(), 7));
    }

    @Test
    void exportedNetworksRefusePatches() throws IOException {
        DiffusionNetwork unet = networks.exportedUnet(unet());

        assertThatThrownBy(() -> unet.patched(new NoPatch()))
                .isInstanceOf(NodeException.class)
                .hasMessageEndingWith("is exported to ONNX and its weights cannot be changed."
                        + " Use the checkpoint it was exported from.");
    }

    @Test
    void aMissingConfigurationIsNamed() throws IOException {
        Path model = unet();
        Files.writeString(model.resolveSibling("config.json"), "{\"in_channels\": 4}");

        assertThatThrownBy(() -> networks.exportedUnet(model))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("lacks \"cross_attention_dim\"");
    }

    @Test
    void aFileThatIsNoModelGivesASentence() throws IOException {
        Path model = unet();
        Files.writeString(model, "not a model");
        DiffusionNetwork unet = networks.exportedUnet(model);

        assertThatThrownBy(() -> unet.predict(
                        Tensor.zeros(Shape.of(1, 4, 2, 2)),
                        7,
                        List.of(Tensor.zeros(Shape.of(1, 77, 8))),
                        Cancellation.NEVER))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("ONNX Runtime could not load the UNet: ");
    }

    /** Hidden states are the ids, each repeated over the width; pooled is the first of them. */
    private TextNetwork text() throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value ids = g.input("input_ids", ElementType.INT32, axes("b", "s"));
        Value column = g.op("Unsqueeze", List.of(g.cast(ids, ElementType.FLOAT32), g.longs(2)));
        Value hidden = g.op("Expand", List.of(column, g.longs(1, 1, 4)));
        g.output("last_hidden_state", hidden, ElementType.FLOAT32, axes("b", "s", "d"));
        Value pooled = g.op("Gather", List.of(hidden, g.op("Squeeze", List.of(g.longs(0)))), Attribute.of("axis", 1));
        g.output("pooler_output", pooled, ElementType.FLOAT32, axes("b", "d"));
        return networks.exportedText(write(
                "text_encoder",
                g,
                "{\"hidden_size\": 4, \"num_hidden_layers\": 12, \"vocab_size\": 49408, \"hidden_act\":"
                        + " \"quick_gelu\"}"));
    }

    @Test
    void textReceivesTheTokenNumbersBehindItsVectors() throws IOException {
        TextNetwork text = text();
        Tensor vectors = text.tokenVectors(new int[] {49406, 320, 49407}).reshape(1, 3, 4);

        TextNetwork.Encoded encoded = text.encode(vectors, new int[] {2}, -1, Cancellation.NEVER);

        assertThat(text.family()).isEqualTo(TextNetwork.Family.CLIP_L);
        assertThat(encoded.hidden().get(4)).isEqualTo(320);
        assertThat(encoded.pooled()).isEqualTo(Tensor.filled(Shape.of(1, 4), 49406));
    }

    @Test
    void textRefusesVectorsThatAreNoWords() throws IOException {
        TextNetwork text = text();
        Tensor inversion = Tensor.filled(Shape.of(1, 1, 4), 0.3f);

        assertThatThrownBy(() -> text.encode(inversion, new int[] {0}, -1, Cancellation.NEVER))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("textual inversions do not work with it");
    }

    @Test
    void textRefusesEarlierLayers() throws IOException {
        TextNetwork text = text();
        Tensor vectors = text.tokenVectors(new int[] {1}).reshape(1, 1, 4);

        assertThatThrownBy(() -> text.encode(vectors, new int[] {0}, -2, Cancellation.NEVER))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("Set stop_at_clip_layer to -1");
    }

    @Test
    void vaeTakesTheMeanOfTheDistribution() throws IOException {
        GraphBuilder decoder = new GraphBuilder();
        Value latent = decoder.input("latent_sample", ElementType.FLOAT32, axes("b", "c", "h", "w"));
        decoder.output("sample", decoder.op("Neg", List.of(latent)), ElementType.FLOAT32, axes("b", "c", "h", "w"));
        Path decoderModel = write("vae_decoder", decoder, "{\"latent_channels\": 1}");
        GraphBuilder encoder = new GraphBuilder();
        Value sample = encoder.input("sample", ElementType.FLOAT32, axes("b", "c", "h", "w"));
        encoder.output("latent_parameters", sample, ElementType.FLOAT32, axes("b", "c", "h", "w"));
        Path encoderModel = write("vae_encoder", encoder, "{}");
        Vae vae = networks.exportedVae(decoderModel, Optional.of(encoderModel));

        Tensor moments = Tensor.of(Shape.of(2, 2, 1, 1), 1, 2, 3, 4);

        assertThat(vae.encode(moments, Cancellation.NEVER)).isEqualTo(Tensor.of(Shape.of(2, 1, 1, 1), 1, 3));
        assertThat(vae.decode(moments, Cancellation.NEVER)).isEqualTo(moments.times(-1));
    }

    @Test
    void aVaeWithoutEncoderSaysSo() throws IOException {
        GraphBuilder decoder = new GraphBuilder();
        Value latent = decoder.input("latent_sample", ElementType.FLOAT32, axes("b", "c", "h", "w"));
        decoder.output("sample", latent, ElementType.FLOAT32, axes("b", "c", "h", "w"));
        Vae vae = networks.exportedVae(write("vae_decoder", decoder, "{\"latent_channels\": 4}"), Optional.empty());

        assertThatThrownBy(() -> vae.encode(Tensor.zeros(Shape.of(1, 3, 8, 8)), Cancellation.NEVER))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("has no vae_encoder");
    }

    private static final class NoPatch implements WeightPatch {
        @Override
        public String identity() {
            return "none";
        }

        @Override
        public boolean changes(String key) {
            return false;
        }

        @Override
        public float[] apply(String key, Shape shape, float[] weight) {
            return weight;
        }
    }
}
