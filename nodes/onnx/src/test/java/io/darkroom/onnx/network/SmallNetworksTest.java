package io.darkroom.onnx.network;

import static io.darkroom.onnx.network.Goldens.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.UnusableFileException;
import io.darkroom.onnx.weights.Weights;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TAESD and the other forms of upscale models, for which there are no stored answers: sizes, and numbers worked out by hand. */
final class SmallNetworksTest {
    private final NetworkStore store = new NetworkStore(1, 1L << 30, Optional.empty());
    private final Workshop packed = new Workshop(store, Plan.PACKED);
    private final Workshop portable = new Workshop(store, Plan.PORTABLE);

    @AfterEach
    void close() {
        store.close();
    }

    private static Tensor noise(int... sizes) {
        return Tensor.adopt(
                Shape.of(sizes),
                HeapWeights.numbers(new Random(3), Shape.of(sizes).count(), 1));
    }

    /** The published architecture, narrow. */
    private static HeapWeights taesd(int width) {
        HeapWeights taesd = new HeapWeights("taesd");
        taesd.random("decoder.1", width, 4, 3, 3).random("decoder.19", 3, width, 3, 3);
        taesd.random("encoder.0", width, 3, 3, 3).random("encoder.14", 4, width, 3, 3);
        for (int i : new int[] {3, 4, 5, 8, 9, 10, 13, 14, 15, 18}) {
            block(taesd, "decoder." + i, width);
        }
        for (int i : new int[] {1, 3, 4, 5, 7, 8, 9, 11, 12, 13}) {
            block(taesd, "encoder." + i, width);
        }
        for (int i : new int[] {7, 12, 17}) {
            taesd.random("decoder." + i, width, width, 3, 3).without("decoder." + i + ".bias");
        }
        for (int i : new int[] {2, 6, 10}) {
            taesd.random("encoder." + i, width, width, 3, 3).without("encoder." + i + ".bias");
        }
        return taesd;
    }

    private static void block(HeapWeights taesd, String block, int width) {
        for (int i : new int[] {0, 2, 4}) {
            taesd.random(block + ".conv." + i, width, width, 3, 3);
        }
    }

    @Test
    void taesdDecodesAndEncodesAlikeInEveryPlan() {
        Weights weights = taesd(16).weights();
        Vae vae = packed.vae(weights);

        Tensor pixels = vae.decode(noise(2, 4, 3, 5), Cancellation.NEVER);
        Tensor latent = vae.encode(noise(1, 3, 24, 16), Cancellation.NEVER);

        assertThat(vae.downscale()).isEqualTo(8);
        assertThat(vae.latentChannels()).isEqualTo(4);
        assertThat(pixels.shape()).isEqualTo(Shape.of(2, 3, 24, 40));
        assertThat(latent.shape()).isEqualTo(Shape.of(1, 4, 3, 2));
        assertClose(pixels, portable.vae(weights).decode(noise(2, 4, 3, 5), Cancellation.NEVER), 1e-4);
        assertClose(latent, portable.vae(weights).encode(noise(1, 3, 24, 16), Cancellation.NEVER), 1e-3);
    }

    @Test
    void taesdWorksAtTheScaleOfTheUnet() {
        HeapWeights constant = taesd(8);
        constant.put("encoder.14.weight", new float[4 * 8 * 9], 4, 8, 3, 3);
        constant.put("encoder.14.bias", new float[] {0.18215f, 0.3643f, 0, -0.18215f}, 4);
        constant.put("decoder.19.weight", new float[3 * 8 * 9], 3, 8, 3, 3);
        constant.put("decoder.19.bias", new float[] {0, 0.5f, 1}, 3);
        Vae vae = packed.vae(constant.weights());

        Tensor latent = vae.encode(noise(1, 3, 8, 8), Cancellation.NEVER);
        Tensor pixels = vae.decode(noise(1, 4, 1, 1), Cancellation.NEVER);

        assertClose(latent, Tensor.of(Shape.of(1, 4, 1, 1), 1, 2, 0, -1), 1e-6);
        assertThat(pixels.get(0)).isEqualTo(-1);
        assertThat(pixels.get(64)).isEqualTo(0);
        assertThat(pixels.get(128)).isEqualTo(1);
    }

    @Test
    void theCompactUpscalerAddsDetailToTheEnlargedPicture() {
        HeapWeights weights = new HeapWeights("compact");
        weights.random("params_ema.body.0", 8, 3, 3, 3).put("params_ema.body.1.weight", new float[8], 8);
        weights.put("params_ema.body.2.weight", new float[12 * 8 * 9], 12, 8, 3, 3);
        float[] detail = new float[12];
        detail[1] = 0.25f; // of the first colour, the upper right of each square of four
        weights.put("params_ema.body.2.bias", detail, 12);
        UpscaleModel model = packed.upscaler(weights.weights());

        Tensor enlarged = model.upscale(Tensor.of(Shape.of(1, 3, 1, 2), 1, 2, 3, 4, 5, 6), Cancellation.NEVER);

        assertThat(model.scale()).isEqualTo(2);
        assertThat(enlarged)
                .isEqualTo(Tensor.of(
                        Shape.of(1, 3, 2, 4),
                        1,
                        1.25f,
                        2,
                        2.25f,
                        1,
                        1,
                        2,
                        2,
                        3,
                        3,
                        4,
                        4,
                        3,
                        3,
                        4,
                        4,
                        5,
                        5,
                        6,
                        6,
                        5,
                        5,
                        6,
                        6));
    }

    @Test
    void esrganForScaleTwoFoldsThePictureFirstWhateverItsSize() {
        HeapWeights weights = new HeapWeights("x2").random("conv_first", 8, 12, 3, 3);
        for (int dense = 1; dense <= 3; dense++) {
            for (int conv = 1; conv <= 5; conv++) {
                weights.random("body.0.rdb" + dense + ".conv" + conv, conv == 5 ? 8 : 4, 8 + 4 * (conv - 1), 3, 3);
            }
        }
        for (String name : new String[] {"conv_body", "conv_up1", "conv_up2", "conv_hr"}) {
            weights.random(name, 8, 8, 3, 3);
        }
        UpscaleModel model =
                packed.upscaler(weights.random("conv_last", 3, 8, 3, 3).weights());

        Tensor enlarged = model.upscale(noise(1, 3, 5, 7), Cancellation.NEVER);

        assertThat(model.scale()).isEqualTo(2);
        assertThat(enlarged.shape()).isEqualTo(Shape.of(1, 3, 10, 14));
    }

    @Test
    void foldingPutsEachSquareIntoChannelsAndReflectsBeyondTheEdge() {
        Tensor row = Tensor.of(Shape.of(1, 1, 2, 3), 1, 2, 3, 4, 5, 6);

        Tensor folded = PixelFolding.fold(row, 2);

        assertThat(folded).isEqualTo(Tensor.of(Shape.of(1, 4, 1, 2), 1, 3, 2, 2, 4, 6, 5, 5));
    }

    @Test
    void otherUpscaleModelsAreRefused() {
        Weights swin =
                new HeapWeights("swin").random("layers.0.attn.qkv", 24, 8).weights();

        assertThatThrownBy(() -> packed.upscaler(swin))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("neither an ESRGAN nor a compact Real-ESRGAN network");
    }
}
