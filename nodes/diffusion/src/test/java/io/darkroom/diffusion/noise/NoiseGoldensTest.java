package io.darkroom.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.diffusion.Goldens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Noise against PyTorch 2.15 on CPU and AUTOMATIC1111's Philox; tolerance as the stored answers state it. */
class NoiseGoldensTest {
    private static final Goldens TENSORS = Goldens.tensors("noise/noise.safetensors");
    private static final float TOLERANCE = 2e-6f;

    static Stream<Named<JsonNode>> cases() {
        return StreamSupport.stream(
                        Goldens.json("noise/noise.json").get("cases").spliterator(), false)
                .map(golden -> Named.of(golden.get("noise").asText(), golden));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noiseIsTheReferences(JsonNode golden) {
        Tensor expected = TENSORS.get(golden.get("noise").asText());

        Tensor actual = noise(golden);

        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.toArray()).containsExactly(expected.toArray(), within(TOLERANCE));
    }

    private static Tensor noise(JsonNode golden) {
        long seed = Long.parseUnsignedLong(golden.get("seed").asText());
        Shape shape = Goldens.shape(golden.get("shape"));
        return switch (golden.get("kind").asText()) {
            case "torch_cpu" -> new LatentNoise(seed, NoiseKind.TORCH_CPU).generate(new Latent(Tensor.zeros(shape)));
            case "torch_cpu_successive" ->
                draws(new TorchCpuGenerator(seed), shape, golden.get("draws").asInt());
            case "torch_cpu_batch_index" ->
                new LatentNoise(seed, NoiseKind.TORCH_CPU)
                        .generate(
                                new Latent(Tensor.zeros(shape), Optional.empty(), indices(golden.get("batch_index"))));
            case "philox_a1111" ->
                draws(new PhiloxGenerator(seed), shape, golden.get("draws").asInt());
            default -> throw new IllegalArgumentException("Unknown kind in " + golden);
        };
    }

    private static Tensor draws(NormalGenerator generator, Shape shape, int count) {
        List<Tensor> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(generator.randn(shape));
        }
        return Tensor.stack(drawn);
    }

    private static List<Integer> indices(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
