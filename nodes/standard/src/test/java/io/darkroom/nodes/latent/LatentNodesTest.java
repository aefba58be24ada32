package io.darkroom.nodes.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.nodes.Goldens;
import io.darkroom.nodes.NodeCall;
import io.darkroom.nodes.RecordingContext;
import io.darkroom.nodes.load.PixelSpaceVae;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentNodesTest {
    private static final Image PICTURE = new Image(ramp(2, 40, 56, 3));

    @ParameterizedTest
    @CsvSource({
        "512, 1:1, 512, 512", "512, 16:9, 704, 384", "768, 16:9, 1024, 576", "768, 9:16, 576, 1024",
        "768, 21:9, 1152, 512", "1024, 3:2, 1280, 832", "1024, 5:4, 1152, 896", "128, 4:3, 128, 128",
        "128, 21:9, 192, 64", "512, 1536x1024, 1536, 1024", "128, 1920x1080, 1920, 1080"
    })
    void aspectsKeepTheAreaOfTheirBaseOnAGridOf64(String base, String aspect, int width, int height) {
        Latent latent =
                (Latent) NodeCall.run(new EmptyLatentAspect(), Map.of("base", base, "aspect", aspect, "batch_size", 2))
                        .get(0);

        assertThat(latent.samples().shape()).isEqualTo(Shape.of(2, 4, height / 8, width / 8));
    }

    @Test
    void encodingAndDecodingAreInverseInAVaeThatChangesNothing() {
        PixelSpaceVae vae = new PixelSpaceVae();

        Object latent = NodeCall.run(new VAEEncode(), Map.of("pixels", PICTURE, "vae", vae))
                .get(0);
        Object image = NodeCall.run(new VAEDecode(0), Map.of("samples", latent, "vae", vae))
                .get(0);

        assertThat(Goldens.distance(((Image) image).pixels(), PICTURE.pixels())).isLessThan(1e-6);
    }

    @Test
    void tilesGiveThePictureOfTheWhole() {
        PixelSpaceVae vae = new PixelSpaceVae();
        Map<String, Object> sizes = Map.of("tile_size", 16, "overlap", 4, "temporal_size", 64, "temporal_overlap", 8);
        RecordingContext context = new RecordingContext();

        Object latent = NodeCall.run(new VAEEncodeTiled(), with(sizes, "pixels", PICTURE, "vae", vae), context)
                .get(0);
        Object image = NodeCall.run(new VAEDecodeTiled(), with(sizes, "samples", latent, "vae", vae), context)
                .get(0);

        assertThat(Goldens.distance(((Image) image).pixels(), PICTURE.pixels())).isLessThan(1e-5);
        assertThat(context.progress).hasSizeGreaterThan(50);
    }

    @Test
    void tilesThatOverlapWhollyAreRefused() {
        Map<String, Object> sizes = Map.of("tile_size", 64, "overlap", 32, "temporal_size", 64, "temporal_overlap", 8);

        assertThatThrownBy(() ->
                        NodeCall.run(new VAEEncodeTiled(), with(sizes, "pixels", PICTURE, "vae", new PixelSpaceVae())))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("\"overlap\" is 32");
    }

    @Test
    void aLatentOfAnotherFamilyIsRefused() {
        Latent latent = new Latent(Tensor.zeros(Shape.of(1, 4, 2, 2)));

        assertThatThrownBy(() -> NodeCall.run(new VAEDecode(0), Map.of("samples", latent, "vae", new PixelSpaceVae())))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("4 channels");
    }

    @Test
    void inPaintingGreysOutTheMaskAndGrowsItForSampling() {
        float[] selected = new float[8 * 8];
        selected[3 * 8 + 3] = 1;
        Mask mask = new Mask(Tensor.of(Shape.of(1, 8, 8), selected));
        Image picture = new Image(Tensor.filled(Shape.of(1, 8, 8, 3), 1));

        Latent latent = (Latent) NodeCall.run(
                        new VAEEncodeForInpaint(),
                        Map.of("pixels", picture, "vae", new PixelSpaceVae(), "mask", mask, "grow_mask_by", 3))
                .get(0);

        assertThat(latent.samples().get(3 * 8 + 3)).isZero();
        assertThat(latent.samples().get(3 * 8 + 4)).isEqualTo(1);
        Tensor grown = latent.noiseMask().orElseThrow().values();
        assertThat(grown.get(2 * 8 + 2)).isEqualTo(1);
        assertThat(grown.get(5 * 8 + 3)).isZero();
    }

    private static Map<String, Object> with(Map<String, Object> all, Object... more) {
        Map<String, Object> joined = new java.util.HashMap<>(all);
        for (int i = 0; i < more.length; i += 2) {
            joined.put((String) more[i], more[i + 1]);
        }
        return joined;
    }

    private static Tensor ramp(int... sizes) {
        float[] values = new float[Shape.of(sizes).count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.01));
        }
        return Tensor.adopt(Shape.of(sizes), values);
    }
}
