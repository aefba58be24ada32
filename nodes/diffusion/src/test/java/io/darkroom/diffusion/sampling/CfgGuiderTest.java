package io.darkroom.diffusion.sampling;

import static io.darkroom.diffusion.sampling.ConstantNetwork.entry;
import static io.darkroom.diffusion.sampling.ConstantNetwork.prompts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.GuidanceTransform;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.guidance.RescaleCfg;
import io.darkroom.diffusion.sampling.ConstantNetwork.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CfgGuiderTest {
    private static final Shape LATENT = Shape.of(1, 4, 2, 3);
    private static final Tensor X = Tensor.zeros(LATENT);
    private final ConstantNetwork network = new ConstantNetwork();

    @Test
    void bothPromptsGoThroughTheNetworkInOneCall() {
        Tensor guided =
                guider(network.model(), 7).denoise(X, network.model().schedule().sigma(500));

        assertThat(guided).isEqualTo(Tensor.filled(LATENT, 1 + 7 * (3 - 1)));
        assertThat(network.calls()).containsExactly(new Call(LATENT, 500, List.of(1f, 3f)));
    }

    @Test
    void cfgOneLeavesTheNegativePromptOut() {
        assertThat(guider(network.model(), 1).denoise(X, 1)).isEqualTo(Tensor.filled(LATENT, 3));
        assertThat(network.calls()).extracting(Call::prompts).containsExactly(List.of(3f));
    }

    @Test
    void cfgOneStillEvaluatesTheNegativePromptForATransformThatNeedsIt() {
        Model model = network.model().withGuidance(new GuidanceTransform() {
            @Override
            public Tensor apply(Step step) {
                return step.unconditional();
            }

            @Override
            public boolean needsUnconditional() {
                return true;
            }
        });

        assertThat(guider(model, 1).denoise(X, 1)).isEqualTo(Tensor.filled(LATENT, 1));
    }

    @Test
    void cfgOneStillEvaluatesTheNegativePromptForASamplerThatAsks() {
        Denoiser.Prediction prediction = guider(network.model(), 1).predict(X, 1);

        assertThat(prediction.denoised()).isEqualTo(Tensor.filled(LATENT, 3));
        assertThat(prediction.unconditional()).isEqualTo(Tensor.filled(LATENT, 1));
    }

    @Test
    void transformsRunInOrderOnEachOthersResults() {
        List<GuidanceTransform.Step> steps = new ArrayList<>();
        Model model = network.model()
                .withGuidance(step -> step.guided().map(v -> v + 1))
                .withGuidance(step -> {
                    steps.add(step);
                    return step.guided().times(10);
                });

        assertThat(guider(model, 7).denoise(X, 2)).isEqualTo(Tensor.filled(LATENT, 160));
        assertThat(steps)
                .containsExactly(new GuidanceTransform.Step(
                        X,
                        Tensor.filled(LATENT, 3),
                        Tensor.filled(LATENT, 1),
                        Tensor.filled(LATENT, 16),
                        2,
                        7,
                        model.schedule()));
    }

    @Test
    void rescaleAtCfgOneLeavesThePredictionAsItIs() {
        MixtureNetwork mixture = new MixtureNetwork();
        Tensor x = Tensor.of(Shape.of(1, 4, 1, 1), 0.5f, -2, 1, 3);
        CfgGuider plain =
                new CfgGuider(mixture.model(), MixtureNetwork.POSITIVE, Optional.of(MixtureNetwork.NEGATIVE), 1);
        CfgGuider rescaled = new CfgGuider(
                mixture.model().withGuidance(new RescaleCfg(0.7)),
                MixtureNetwork.POSITIVE,
                Optional.of(MixtureNetwork.NEGATIVE),
                1);

        float[] expected =
                plain.denoiser(x.shape(), Cancellation.NEVER).denoise(x, 2).toArray();

        assertThat(rescaled.denoiser(x.shape(), Cancellation.NEVER)
                        .denoise(x, 2)
                        .toArray())
                .containsExactly(expected, within(1e-6f));
        assertThat(mixture.promptsOfCalls()).containsExactly(1, 1);
    }

    @Test
    void anUnguidedModelPredictsItsOnePrompt() {
        Denoiser denoiser =
                CfgGuider.unguided(network.model(), prompts(entry(5))).denoiser(LATENT, Cancellation.NEVER);

        assertThat(denoiser.denoise(X, 1)).isEqualTo(Tensor.filled(LATENT, 5));
        assertThatThrownBy(() -> new CfgGuider(network.model(), prompts(entry(5)), Optional.empty(), 2))
                .hasMessage("CFG 2.0 needs a negative prompt.");
    }

    @Test
    void promptsOfAnotherModelAreRefused() {
        Conditioning wide =
                Conditioning.of(new Conditioning.Entry(Tensor.zeros(Shape.of(1, 77, 768)), Optional.empty()));
        CfgGuider guider = CfgGuider.unguided(network.model(), wide);

        assertThatThrownBy(() -> guider.denoiser(LATENT, Cancellation.NEVER))
                .isInstanceOf(NodeException.class)
                .hasMessage("A prompt was encoded 768 numbers wide, but this model takes 1 (SD 1: 768, SD 2: 1024)."
                        + " Encode it with the CLIP of the model's own checkpoint.");
    }

    @Test
    void latentsOfAnotherModelAreRefused() {
        ConstantNetwork inpainting = new ConstantNetwork(9, new ArrayList<>());
        Model model = new Model(inpainting, ConstantNetwork.SCHEDULE, LatentFormat.STABLE_DIFFUSION, List.of());
        CfgGuider guider = CfgGuider.unguided(model, prompts(entry(5)));

        assertThatThrownBy(() -> guider.denoiser(LATENT, Cancellation.NEVER))
                .isInstanceOf(NodeException.class)
                .hasMessage("This model takes latents of 9 channels, but this latent has 4."
                        + " In-painting checkpoints cannot be used here; take a plain one.");
    }

    private static Denoiser guider(Model model, double scale) {
        return new CfgGuider(model, prompts(entry(3)), Optional.of(prompts(entry(1))), scale)
                .denoiser(LATENT, Cancellation.NEVER);
    }
}
