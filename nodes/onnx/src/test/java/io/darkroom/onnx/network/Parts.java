package io.darkroom.onnx.network;

import static io.darkroom.onnx.network.Goldens.assertClose;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.Vae;
import java.util.List;

/**
 * Holds networks against the reference's answers in one file of goldens.
 *
 * @param tolerance largest difference of any number
 * @param encodeTolerance likewise, for the VAE's encoder
 */
record Parts(Goldens goldens, double tolerance, double encodeTolerance) {
    /** The same prompt twice, so that the shared part of the network is put to use. */
    void assertUnet(DiffusionNetwork unet, String name, int item, double timestep) {
        Tensor x = goldens.tensor(name + ".x").slice(item, item + 1);
        Tensor context = goldens.tensor(name + ".context").slice(item, item + 1);
        Tensor expected = goldens.tensor(name + ".out").slice(item, item + 1);

        List<Tensor> predictions = unet.predict(x, timestep, List.of(context, context), Cancellation.NEVER);

        predictions.forEach(prediction -> assertClose(prediction, expected, tolerance));
    }

    void assertDecodes(Vae vae, String name) {
        Tensor pixels = vae.decode(goldens.tensor(name + ".latent"), Cancellation.NEVER);

        assertClose(pixels, goldens.tensor(name + ".raw"), tolerance);
    }

    void assertEncodes(Vae vae, String name) {
        Tensor latent = vae.encode(planes(goldens.tensor(name + ".image")), Cancellation.NEVER);

        assertClose(latent, goldens.tensor(name + ".latent"), encodeTolerance);
    }

    /** [1, h, w, 3] of 0 to 1 as [1, 3, h, w] of -1 to 1. */
    private static Tensor planes(Tensor image) {
        int height = image.shape().size(1);
        int width = image.shape().size(2);
        float[] planes = new float[image.count()];
        for (int i = 0; i < image.count(); i++) {
            planes[i % 3 * height * width + i / 3] = image.get(i) * 2 - 1;
        }
        return Tensor.adopt(Shape.of(1, 3, height, width), planes);
    }

    /**
     * @param tokens from the start token to the first end token; zeros follow, as SD 2 pads
     */
    void assertText(TextNetwork text, int[] tokens, int layer, String name) {
        int[] padded = new int[77];
        System.arraycopy(tokens, 0, padded, 0, tokens.length);
        Tensor vectors = text.tokenVectors(padded).reshape(1, 77, text.width());

        TextNetwork.Encoded encoded = text.encode(vectors, new int[] {tokens.length - 1}, layer, Cancellation.NEVER);

        assertClose(encoded.hidden(), goldens.tensor(name + ".cond"), tolerance);
        assertClose(encoded.pooled(), goldens.tensor(name + ".pooled"), tolerance);
    }
}
