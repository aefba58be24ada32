package io.darkroom.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.sampling.NoiseSource;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.diffusion.Goldens;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The noise that ComfyUI's samplers drew on their way, ancestral (randn) and stochastic (torchsde's Brownian tree). */
class InjectedNoiseGoldensTest {
    private static final Goldens TENSORS = Goldens.tensors("samplers/samplers.safetensors");

    static Stream<Named<JsonNode>> cases() {
        return StreamSupport.stream(
                        Goldens.json("samplers/samplers.json").get("cases").spliterator(), false)
                .filter(golden -> golden.has("noise_kind"))
                .map(golden -> Named.of(golden.get("sampler").asText(), golden));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplersDrawTheReferencesNoise(JsonNode golden) {
        Tensor expected = TENSORS.get(golden.get("injected").asText());
        JsonNode intervals = golden.get("noise_intervals");
        var noise = new SeededNoiseSource(
                Long.parseUnsignedLong(golden.get("seed").asText()),
                expected.slice(0, 1).reshape(1, 4, 4, 4).shape(),
                NoiseKind.TORCH_CPU);
        boolean brownian = golden.get("noise_kind").asText().equals("brownian");
        float tolerance = 2e-6f;

        for (int draw = 0; draw < intervals.size(); draw++) {
            double sigma = intervals.get(draw).get(0).asDouble();
            double next = intervals.get(draw).get(1).asDouble();

            Tensor drawn = brownian ? noise.between(sigma, next, bounds(golden)) : noise.next();

            assertThat(drawn.toArray())
                    .as("draw %d, sigma %s to %s", draw, sigma, next)
                    .containsExactly(expected.slice(draw, draw + 1).toArray(), within(tolerance));
        }
    }

    private static NoiseSource.Bounds bounds(JsonNode golden) {
        double[] positive = StreamSupport.stream(golden.get("sigmas").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .filter(sigma -> sigma > 0)
                .toArray();
        return new NoiseSource.Bounds(
                DoubleStream.of(positive).min().orElseThrow(),
                DoubleStream.of(positive).max().orElseThrow());
    }
}
