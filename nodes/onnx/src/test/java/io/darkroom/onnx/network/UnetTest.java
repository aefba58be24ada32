package io.darkroom.onnx.network;

import static io.darkroom.onnx.network.Goldens.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.WeightType;
import io.darkroom.onnx.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnetTest {
    private static final String VALUE_WEIGHT = "input_blocks.1.1.transformer_blocks.0.ff.net.0.proj.weight";
    private static final String CONV_WEIGHT = "input_blocks.1.0.in_layers.2.weight";

    private Path checkpoint = Path.of("");

    @BeforeAll
    void writeCheckpoint(@TempDir Path folder) {
        checkpoint = folder.resolve("micro.safetensors");
        MiniCheckpoint.write(checkpoint, Size.MICRO, WeightType.FLOAT16, 0, MiniCheckpoint.Layout.LDM);
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void promptsThatShareACallGetWhatEachGetsAlone(Plan plan) {
        try (MiniModel micro = new MiniModel(checkpoint, plan)) {
            DiffusionNetwork unet = micro.unet();
            Tensor x = latents(2, 4, 16, 8);
            List<Tensor> contexts = List.of(context(1, 77, 1), context(2, 77, 2), context(1, 154, 3));

            List<Tensor> together = unet.predict(x, 321.5, contexts, Cancellation.NEVER);

            for (int i = 0; i < contexts.size(); i++) {
                List<Tensor> alone = unet.predict(x, 321.5, List.of(contexts.get(i)), Cancellation.NEVER);
                assertClose(together.get(i), alone.get(0), 1e-5);
            }
        }
    }

    @Test
    void imagesOfABatchDoNotSeeEachOther() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            Tensor x = latents(3, 4, 9, 16);
            Tensor batch = micro.unet()
                    .predict(x, 10, List.of(context(1, 77, 1)), Cancellation.NEVER)
                    .get(0);

            Tensor last = micro.unet()
                    .predict(x.slice(2, 3), 10, List.of(context(1, 77, 1)), Cancellation.NEVER)
                    .get(0);

            assertClose(batch.slice(2, 3), last, 1e-5);
        }
    }

    @Test
    void inpaintingCheckpointsTakeNineChannels() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            Weights weights = HeapWeights.changing(micro.unetWeights(), "nine channels")
                    .random("input_blocks.0.0", 32, 9, 3, 3)
                    .weights();
            DiffusionNetwork unet = micro.workshop().unet(weights);

            Tensor prediction = unet.predict(latents(1, 9, 8, 8), 5, List.of(context(1, 77, 1)), Cancellation.NEVER)
                    .get(0);

            assertThat(unet.inputChannels()).isEqualTo(9);
            assertThat(prediction.shape()).isEqualTo(Shape.of(1, 4, 8, 8));
        }
    }

    @Test
    void projectionsStoredAsConvolutionsHaveEightHeads() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            HeapWeights sd1 = HeapWeights.changing(micro.unetWeights(), "as SD 1");
            for (String name : micro.unetWeights().names()) {
                if (name.endsWith("proj_in.weight") || name.endsWith("proj_out.weight")) {
                    StoredTensor linear = micro.unetWeights().get(name);
                    sd1.put(name, linear.toFloats(), 32, 32, 1, 1);
                }
            }
            Weights weights = sd1.weights();
            Tensor x = latents(1, 4, 8, 8);
            List<Tensor> contexts = List.of(context(1, 77, 1));

            Tensor packed = micro.workshop()
                    .unet(weights)
                    .predict(x, 5, contexts, Cancellation.NEVER)
                    .get(0);

            Workshop portable = new Workshop(micro.store(), Plan.PORTABLE);
            assertClose(
                    packed,
                    portable.unet(weights)
                            .predict(x, 5, contexts, Cancellation.NEVER)
                            .get(0),
                    1e-4);
            Tensor oneHead =
                    micro.unet().predict(x, 5, contexts, Cancellation.NEVER).get(0);
            assertThat(Goldens.largestDifference(packed, oneHead)).isGreaterThan(1e-2);
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void patchesActAsIfTheFileHeldTheChangedWeights(Plan plan) {
        try (MiniModel micro = new MiniModel(checkpoint, plan)) {
            Tensor x = latents(1, 4, 8, 8);
            List<Tensor> contexts = List.of(context(1, 77, 1));
            Weights stored = micro.unetWeights();
            HeapWeights doubled = HeapWeights.changing(stored, "doubled");
            for (String key : List.of(VALUE_WEIGHT, CONV_WEIGHT)) {
                int[] sizes = Arrays.stream(stored.get(key).shape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                doubled.put(
                        key,
                        new Doubling()
                                .apply(key, Shape.of(sizes), stored.get(key).toFloats()),
                        sizes);
            }

            Tensor patched = micro.unet()
                    .patched(new Doubling())
                    .predict(x, 5, contexts, Cancellation.NEVER)
                    .get(0);

            DiffusionNetwork prepared = micro.workshop().unet(doubled.weights());
            assertThat(patched)
                    .isEqualTo(
                            prepared.predict(x, 5, contexts, Cancellation.NEVER).get(0));
            assertThat(patched)
                    .isNotEqualTo(micro.unet()
                            .predict(x, 5, contexts, Cancellation.NEVER)
                            .get(0));
        }
    }

    @Test
    void aPromptOfAnotherModelIsRefusedWithTheNextStep() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            List<Tensor> contexts = List.of(Tensor.zeros(Shape.of(1, 77, 768)));

            assertThatThrownBy(() -> micro.unet().predict(latents(1, 4, 8, 8), 5, contexts, Cancellation.NEVER))
                    .isInstanceOf(NodeException.class)
                    .hasMessage("The UNet takes prompts of width 16, but one has the shape [1, 77, 768]."
                            + " Encode the prompt with the CLIP of the same checkpoint.");
        }
    }

    @Test
    void weightsThatAreNoNumbersGiveASentence() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            float[] bias = new float[32];
            bias[7] = Float.NaN;
            Weights broken = HeapWeights.changing(micro.unetWeights(), "broken")
                    .put("input_blocks.0.0.bias", bias, 32)
                    .weights();
            DiffusionNetwork unet = micro.workshop().unet(broken);

            assertThatThrownBy(
                            () -> unet.predict(latents(1, 4, 8, 8), 5, List.of(context(1, 77, 1)), Cancellation.NEVER))
                    .isInstanceOf(NodeException.class)
                    .hasMessageStartingWith("The UNet put out the number NaN, which no picture can be made from.");
        }
    }

    @Test
    void aRunningCallStopsWhenAskedAndTheNextOneWorks() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork unet = micro.unet();
            List<Tensor> contexts = List.of(context(1, 77, 1));
            StopOnceRunning stop = new StopOnceRunning();

            assertThatThrownBy(() -> unet.predict(latents(4, 4, 64, 64), 5, contexts, stop))
                    .isInstanceOf(CancelledException.class);

            Tensor after = unet.predict(latents(1, 4, 8, 8), 5, contexts, Cancellation.NEVER)
                    .get(0);
            assertThat(after.shape()).isEqualTo(Shape.of(1, 4, 8, 8));
        }
    }

    private static Tensor latents(int... sizes) {
        return Tensor.adopt(
                Shape.of(sizes),
                HeapWeights.numbers(new Random(7), Shape.of(sizes).count(), 1));
    }

    private static Tensor context(int images, int tokens, long seed) {
        return Tensor.adopt(
                Shape.of(images, tokens, 16), HeapWeights.numbers(new Random(seed), images * tokens * 16, 1));
    }

    /** Twice the weights of a convolution and of a layer that is loaded in slices. */
    private static final class Doubling implements WeightPatch {
        @Override
        public String identity() {
            return "doubling";
        }

        @Override
        public boolean changes(String key) {
            return key.equals(VALUE_WEIGHT) || key.equals(CONV_WEIGHT);
        }

        @Override
        public float[] apply(String key, Shape shape, float[] weight) {
            for (int i = 0; i < weight.length; i++) {
                weight[i] *= 2;
            }
            return weight;
        }
    }

    /** Requests the stop as soon as the network has begun, which is when it registers an action for that. */
    private static final class StopOnceRunning implements Cancellation {
        private final AtomicBoolean requested = new AtomicBoolean();

        @Override
        public boolean requested() {
            return requested.get();
        }

        @Override
        public Registration onRequest(Runnable action) {
            requested.set(true);
            action.run();
            return () -> {};
        }
    }
}
