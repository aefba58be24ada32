package io.darkroom.onnx.network;

import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.WeightType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each network at the size of SD 2.1 against ComfyUI's answers (goldens/parts). The checkpoint (2.6 GB) is made unless the system
 * property {@code darkroom.fullCheckpoint} names one.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FullPartsGoldensTest {
    private static final long BUDGET = 5L << 30;
    private static final int[] ASTRONAUT = {49406, 320, 8853, 539, 550, 18376, 6765, 320, 4558, 267, 5302, 12609, 49407
    };

    private final Goldens goldens = new Goldens("parts/full.safetensors");
    private final Parts parts = new Parts(goldens, 1e-3, 1e-3);
    private Path checkpoint = Path.of("");

    @BeforeAll
    void writeCheckpoint(@TempDir Path folder) {
        String given = System.getProperty("darkroom.fullCheckpoint");
        if (given == null) {
            checkpoint = folder.resolve("full.safetensors");
            MiniCheckpoint.write(checkpoint, Size.FULL, WeightType.FLOAT16, 0, MiniCheckpoint.Layout.LDM);
        } else {
            checkpoint = Path.of(given);
        }
    }

    @AfterAll
    void closeGoldens() {
        goldens.close();
    }

    @Test
    void unetPredictsAsTheReference() {
        try (MiniModel full = new MiniModel(checkpoint, Plan.PACKED, BUDGET)) {
            parts.assertUnet(full.unet(), "unet0", 0, 999);
            parts.assertUnet(full.unet(), "unet3", 0, 400);
        }
    }

    @Test
    void vaeDecodesAndEncodesAsTheReference() {
        try (MiniModel full = new MiniModel(checkpoint, Plan.PACKED, BUDGET)) {
            parts.assertDecodes(full.vae(), "dec0");
            parts.assertEncodes(full.vae(), "enc1");
        }
    }

    @Test
    void textEncodesAsTheReference() {
        try (MiniModel full = new MiniModel(checkpoint, Plan.INSTANT, BUDGET)) {
            parts.assertText(full.text(), ASTRONAUT, -2, "text0");
        }
    }
}
