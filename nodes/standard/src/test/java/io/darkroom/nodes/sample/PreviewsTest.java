package io.darkroom.nodes.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Vae;
import io.darkroom.nodes.RecordingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewsTest {
    private static final Tensor STEP = Tensor.filled(Shape.of(2, 4, 3, 2), 0.18215f);

    private final RecordingContext context = new RecordingContext();
    private final List<Tensor> decoded = new ArrayList<>();

    /** Enlarges to a picture of one brightness. */
    private final class Grey implements Vae {
        @Override
        public Tensor decode(Tensor latent, Cancellation cancellation) {
            decoded.add(latent);
            return Tensor.filled(Shape.of(1, 3, 24, 16), 3);
        }

        @Override
        public Tensor encode(Tensor pixels, Cancellation cancellation) {
            throw new NodeException("It has no encoder.");
        }

        @Override
        public int latentChannels() {
            return 4;
        }

        @Override
        public int downscale() {
            return 8;
        }

        @Override
        public long decodeBytes(long pixels) {
            return 0;
        }
    }

    private void show(PreviewMethod method, PreviewDecoders decoders, Tensor... steps) {
        context.previewMethod = method;
        Previews previews = Previews.of(decoders, context);
        for (Tensor step : steps) {
            previews.show(step);
        }
    }

    @Test
    void whereNobodyLooksNothingIsComputed() {
        show(PreviewMethod.NONE, () -> Optional.of(new Grey()), STEP);

        assertThat(context.previews).isEmpty();
        assertThat(decoded).isEmpty();
    }

    @Test
    void latent2rgbShowsEachStepAPixelForACell() {
        show(PreviewMethod.LATENT2RGB, Optional::empty, STEP, STEP);

        assertThat(context.previews).hasSize(2);
        assertThat(context.previews.get(0).pixels().shape()).isEqualTo(Shape.of(1, 3, 2, 3));
        assertThat(context.warnings).isEmpty();
    }

    @Test
    void taesdDecodesTheFirstOfTheBatchAtTheVaesScaleAndClampsIt() {
        show(PreviewMethod.TAESD, () -> Optional.of(new Grey()), STEP);

        assertThat(decoded).containsExactly(Tensor.filled(Shape.of(1, 4, 3, 2), 1));
        assertThat(context.previews.get(0).pixels()).isEqualTo(Tensor.filled(Shape.of(1, 24, 16, 3), 1));
    }

    @Test
    void withoutTaesdsFileLatent2rgbStepsInWithOneRemark() {
        show(PreviewMethod.TAESD, Optional::empty, STEP, STEP);

        assertThat(context.previews).hasSize(2);
        assertThat(context.warnings)
                .containsExactly(
                        "Previews by TAESD need its file taesd_decoder.safetensors in models/vae_approx; they are"
                                + " made by latent2rgb instead.");
    }

    @Test
    void aBrokenTaesdFileIsNoReasonToFail() {
        show(
                PreviewMethod.TAESD,
                () -> {
                    throw new NodeException("The file is broken.");
                },
                STEP);

        assertThat(context.previews).hasSize(1);
        assertThat(context.warnings)
                .containsExactly(
                        "Previews by TAESD are not possible, so they are made by latent2rgb: The file is broken.");
    }

    @Test
    void latentsOfAnotherKindHaveNoPreview() {
        show(PreviewMethod.LATENT2RGB, Optional::empty, Tensor.zeros(Shape.of(1, 3, 8, 8)));

        assertThat(context.previews).isEmpty();
    }
}
