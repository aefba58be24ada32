package io.darkroom.onnx.network;

import static io.darkroom.onnx.network.Goldens.assertClose;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.session.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each network on the mini checkpoint against ComfyUI's answers (goldens/parts), in every plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PartsGoldensTest {
    private static final double TOLERANCE = 3e-4;
    private static final double ENCODE_TOLERANCE = 1e-3;
    private static final int[] PHOTO_OF_A_CAT = {49406, 320, 1125, 539, 320, 2368, 49407};
    private static final int[] NOTHING = {49406, 49407};

    private final Goldens goldens = new Goldens("parts/mini.safetensors");
    private Path checkpoint = Path.of("");

    @BeforeAll
    void writeCheckpoint(@TempDir Path folder) {
        checkpoint = folder.resolve("mini.safetensors");
        MiniCheckpoint.write(checkpoint);
    }

    @AfterAll
    void closeGoldens() {
        goldens.close();
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void unetPredictsAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            DiffusionNetwork unet = mini.unet();

            assertUnet(unet, "unet0", 0, 999);
            assertUnet(unet, "unet1", 0, 500);
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void unetPredictsSizesThatDoNotDivideAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            DiffusionNetwork unet = mini.unet();

            assertUnet(unet, "unet2", 0, 0); // 8 x 12: the fourth level has 1 x 2, the third 2 x 3
            assertUnet(unet, "unet2", 1, 731);
        }
    }

    private void assertUnet(DiffusionNetwork unet, String name, int item, double timestep) {
        Tensor x = goldens.tensor(name + ".x").slice(item, item + 1);
        Tensor context = goldens.tensor(name + ".context").slice(item, item + 1);
        Tensor expected = goldens.tensor(name + ".out").slice(item, item + 1);

        List<Tensor> predictions = unet.predict(x, timestep, List.of(context, context), Cancellation.NEVER);

        predictions.forEach(prediction -> assertClose(prediction, expected, TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void vaeDecodesAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            for (String name : List.of("dec0", "dec1")) {
                Tensor pixels = mini.vae().decode(goldens.tensor(name + ".latent"), Cancellation.NEVER);

                assertClose(pixels, goldens.tensor(name + ".raw"), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void vaeEncodesAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            for (String name : List.of("enc0", "enc1")) {
                Tensor latent = mini.vae().encode(planes(goldens.tensor(name + ".image")), Cancellation.NEVER);

                assertClose(latent, goldens.tensor(name + ".latent"), ENCODE_TOLERANCE);
            }
        }
    }

    /** [n, h, w, 3] of 0 to 1 as [n, 3, h, w] of -1 to 1. */
    private static Tensor planes(Tensor image) {
        int height = image.shape().size(1);
        int width = image.shape().size(2);
        float[] planes = new float[image.count()];
        for (int i = 0; i < image.count(); i++) {
            planes[i % 3 * height * width + i / 3] = image.get(i) * 2 - 1;
        }
        return Tensor.adopt(Shape.of(1, 3, height, width), planes);
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void textEncodesAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            assertText(mini.text(), PHOTO_OF_A_CAT, -2, "text0");
            assertText(mini.text(), NOTHING, -2, "text1");
            assertText(mini.text(), PHOTO_OF_A_CAT, -1, "text4");
        }
    }

    private void assertText(TextNetwork text, int[] tokens, int layer, String name) {
        int[] padded = new int[77];
        System.arraycopy(tokens, 0, padded, 0, tokens.length);
        Tensor vectors = text.tokenVectors(padded).reshape(1, 77, text.width());

        TextNetwork.Encoded encoded = text.encode(vectors, new int[] {tokens.length - 1}, layer, Cancellation.NEVER);

        assertClose(encoded.hidden(), goldens.tensor(name + ".cond"), TOLERANCE);
        assertClose(encoded.pooled(), goldens.tensor(name + ".pooled"), TOLERANCE);
    }
}
