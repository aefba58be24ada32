package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.run.CancelSwitch;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sampling nodes with the mini checkpoint: what they tell the user, and how they agree with each other. */
@ExtendWith(MiniProgram.class)
class SamplingTest {
    private final Program program;

    SamplingTest(Program program) {
        this.program = program;
    }

    @Test
    void eachStepShowsHowFarItIsAndWhatItLooksLike() {
        Sampling sampling = new Sampling(false);
        sampling.look("shown", sampling.kSampler(11, 3, "normal", 1));

        program.run(sampling.flow.workflow());

        assertThat(program.events().stream().filter(Event.Progressed.class::isInstance))
                .extracting(event -> ((Event.Progressed) event).value() + "/" + ((Event.Progressed) event).max())
                .contains("1/3", "2/3", "3/3");
        assertThat(program.events().stream().filter(Event.Previewed.class::isInstance))
                .extracting(event -> ((Event.Previewed) event).image().pixels().shape())
                .containsExactly(Shape.of(1, 8, 8, 3), Shape.of(1, 8, 8, 3), Shape.of(1, 8, 8, 3));
    }

    @Test
    void aStoppedRunEndsWithinAStep() {
        Sampling sampling = new Sampling(false);
        sampling.look("stopped", sampling.kSampler(12, 500, "normal", 1));
        CancelSwitch stop = new CancelSwitch();
        List<Number> steps = new ArrayList<>();

        RunResult result = program.run(sampling.flow.workflow(), stop, event -> {
            if (event instanceof Event.Progressed progressed && progressed.max().equals(500)) {
                steps.add(progressed.value());
                if (progressed.value().equals(2)) {
                    stop.cancel();
                }
            }
        });

        assertThat(result.ending()).isInstanceOf(Ending.Interrupted.class);
        assertThat(steps).doesNotContain(4);
    }

    @ParameterizedTest
    @CsvSource({"ddim_uniform, 1, 1", "ddim_uniform, 0.5, 0", "trailing, 1, 0", "sgm_uniform, 1, 0"})
    void aZeroSnrModelThatStartsTooLateIsWarnedOf(String scheduler, double denoise, int warnings) {
        Sampling sampling = new Sampling(true);
        sampling.look("zero", sampling.kSampler(13, 5, scheduler, denoise));

        program.run(sampling.flow.workflow());

        assertThat(program.warnings())
                .hasSize(warnings)
                .allSatisfy(warning -> assertThat(warning)
                        .contains("zero terminal SNR", "Choose the scheduler trailing or sgm_uniform"));
    }

    @Test
    void theNodesOfTheCustomFamilyAgreeWithKSampler() {
        Sampling sampling = new Sampling(true);
        sampling.look("ksampler", sampling.kSampler(14, 4, "karras", 1));
        Input.Link sigmas = sampling.flow
                .add("BasicScheduler", "model", sampling.model, "scheduler", "karras", "steps", 4, "denoise", 1.0)
                .out(0);
        Input.Link noise = sampling.flow.add("RandomNoise", "noise_seed", 14).out(0);
        sampling.look("custom", sampling.advanced(noise, sigmas));

        program.run(sampling.flow.workflow());

        assertThat(samples("custom")).isEqualTo(samples("ksampler"));
    }

    @Test
    void theNoiseOfAGpuIsAnother() {
        Sampling sampling = new Sampling(false);
        Input.Link sigmas = sampling.flow
                .add("BasicScheduler", "model", sampling.model, "scheduler", "normal", "steps", 2, "denoise", 1.0)
                .out(0);
        sampling.look(
                "cpu",
                sampling.advanced(
                        sampling.flow.add("RandomNoise", "noise_seed", 5).out(0), sigmas));
        sampling.look(
                "gpu",
                sampling.advanced(sampling.flow.add("GpuNoise", "noise_seed", 5).out(0), sigmas));

        program.run(sampling.flow.workflow());

        assertThat(samples("gpu")).isNotEqualTo(samples("cpu"));
    }

    @Test
    void nothingIsSampledAtDenoiseZero() {
        Sampling sampling = new Sampling(false);
        sampling.look("still", sampling.kSampler(15, 5, "normal", 0));

        program.run(sampling.flow.workflow());

        assertThat(samples("still")).containsOnly(0f);
    }

    @Test
    void aPictureThatDoesNotFitIntoMemoryIsDecodedInTiles() {
        try (Program small = new Program(program.base(), OptionalLong.of(1 << 20))) {
            Flow flow = new Flow();
            Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
            Flow.Node latent = flow.add("EmptyLatentImage", "width", 640, "height", 128, "batch_size", 1);
            flow.look(
                    "tiled",
                    flow.add("VAEDecode", "samples", latent.out(0), "vae", checkpoint.out(2))
                            .out(0));

            small.run(flow.workflow());

            assertThat(((Image) small.seen("tiled")).width()).isEqualTo(640);
            assertThat(small.warnings()).singleElement().asString().contains("decoded in tiles");
        }
    }

    private float[] samples(String name) {
        return ((Latent) program.seen(name)).samples().toArray();
    }

    /** A workflow with a model, two prompts and an empty latent. */
    private static final class Sampling {
        private final Flow flow = new Flow();
        private final Input.Link model;
        private final Input.Link positive;
        private final Input.Link negative;
        private final Input.Link latent;

        Sampling(boolean zeroSnr) {
            Flow.Node checkpoint = flow.add("CheckpointLoaderSimple", "ckpt_name", MiniModels.CHECKPOINT);
            model = flow.add(
                            "ModelSamplingDiscrete",
                            "model",
                            checkpoint.out(0),
                            "sampling",
                            "v_prediction",
                            "zsnr",
                            zeroSnr)
                    .out(0);
            positive = flow.add("CLIPTextEncode", "clip", checkpoint.out(1), "text", "a cat")
                    .out(0);
            negative = flow.add("CLIPTextEncode", "clip", checkpoint.out(1), "text", "")
                    .out(0);
            latent = flow.add("EmptyLatentImage", "width", 64, "height", 64, "batch_size", 1)
                    .out(0);
        }

        void look(String name, Input.Link output) {
            flow.look(name, output);
        }

        Input.Link kSampler(int seed, int steps, String scheduler, double denoise) {
            return flow.add(
                            "KSampler",
                            "model",
                            model,
                            "seed",
                            seed,
                            "steps",
                            steps,
                            "cfg",
                            4.0,
                            "sampler_name",
                            "dpmpp_2m",
                            "scheduler",
                            scheduler,
                            "positive",
                            positive,
                            "negative",
                            negative,
                            "latent_image",
                            latent,
                            "denoise",
                            denoise)
                    .out(0);
        }

        Input.Link advanced(Input.Link noise, Input.Link sigmas) {
            Flow.Node guider =
                    flow.add("CFGGuider", "model", model, "positive", positive, "negative", negative, "cfg", 4.0);
            return flow.add(
                            "SamplerCustomAdvanced",
                            "noise",
                            noise,
                            "guider",
                            guider.out(0),
                            "sampler",
                            flow.add("KSamplerSelect", "sampler_name", "dpmpp_2m")
                                    .out(0),
                            "sigmas",
                            sigmas,
                            "latent_image",
                            latent)
                    .out(0);
        }
    }
}
