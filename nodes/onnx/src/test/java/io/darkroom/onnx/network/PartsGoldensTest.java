package io.darkroom.onnx.network;

import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.session.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each network on the mini checkpoint against ComfyUI's answers (goldens/parts), in every plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PartsGoldensTest {
    private static final int[] PHOTO_OF_A_CAT = {49406, 320, 1125, 539, 320, 2368, 49407};
    private static final int[] NOTHING = {49406, 49407};

    private final Goldens goldens = new Goldens("parts/mini.safetensors");
    private final Parts parts = new Parts(goldens, 3e-4, 1e-3);
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

            parts.assertUnet(unet, "unet0", 0, 999);
            parts.assertUnet(unet, "unet1", 0, 500);
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void unetPredictsSizesThatDoNotDivideAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            DiffusionNetwork unet = mini.unet();

            parts.assertUnet(unet, "unet2", 0, 0); // 8 x 12: the third level has 2 x 3, the fourth 1 x 2
            parts.assertUnet(unet, "unet2", 1, 731);
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void vaeDecodesAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            parts.assertDecodes(mini.vae(), "dec0");
            parts.assertDecodes(mini.vae(), "dec1");
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void vaeEncodesAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            parts.assertEncodes(mini.vae(), "enc0");
            parts.assertEncodes(mini.vae(), "enc1");
        }
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void textEncodesAsTheReference(Plan plan) {
        try (MiniModel mini = new MiniModel(checkpoint, plan)) {
            parts.assertText(mini.text(), PHOTO_OF_A_CAT, -2, "text0");
            parts.assertText(mini.text(), NOTHING, -2, "text1");
            parts.assertText(mini.text(), PHOTO_OF_A_CAT, -1, "text4");
        }
    }
}
