package io.darkroom.onnx.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.SafetensorsWriter;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.weights.WeightType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    @TempDir
    Path folder;

    private static Path golden(String name) throws Exception {
        return Path.of(Objects.requireNonNull(InspectionTest.class.getResource("/goldens/" + name))
                .toURI());
    }

    @Test
    void checkpointIsDescribedPartByPart() {
        Path path = folder.resolve("micro.safetensors");
        MiniCheckpoint.write(path, Size.MICRO, WeightType.FLOAT16, 0, MiniCheckpoint.Layout.LDM);

        Inspection found = Inspection.of(path, Inspection.Depth.NUMBERS);

        assertThat(found.family()).contains(Family.SD2);
        assertThat(found.parts()).extracting(Inspection.Part::name).containsExactly("UNet", "text encoder", "VAE");
        assertThat(found.parts().get(0).types().keySet()).containsExactly(WeightType.FLOAT16);
        assertThat(found.parts().get(0).details()).containsExactly("4 input channels", "prompts of width 16");
        assertThat(found.parts().get(1).details()).containsExactly("OPEN_CLIP_H", "3 layers", "width 16");
        assertThat(found.prediction().orElseThrow().prediction().value()).isEqualTo(Prediction.V);
        assertThat(found.metadata()).containsEntry("generator", "make_checkpoint.py");
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void embeddingIsDescribedByItsVectors() throws Exception {
        Inspection found = Inspection.of(golden("ti/pub128-a1111.pt"), Inspection.Depth.HEADER);

        assertThat(found.kind()).isEqualTo("a textual inversion");
        assertThat(found.parts().get(0).details()).containsExactly("string_to_param.*: 3 vectors of width 128");
        assertThat(found.metadata()).containsEntry("name", "pub128-a1111");
        assertThat(found.notes()).singleElement().asString().contains("models/embeddings");
    }

    @Test
    void loraIsDescribedByRankAndTargets() throws Exception {
        Inspection found = Inspection.of(golden("lora/pub-lora-mini.safetensors"), Inspection.Depth.HEADER);

        assertThat(found.kind()).isEqualTo("a LoRA");
        assertThat(found.parts().get(0).details()).containsExactly("rank 2", "changes UNet, text encoder");
    }

    @Test
    void upscalerIsRecognised() throws Exception {
        assertThat(Inspection.of(golden("upscale/publ-oldarch.pth"), Inspection.Depth.HEADER)
                        .kind())
                .isEqualTo("an upscaler");
    }

    @Test
    void weightsThatAreNoNumbersAreNoticedOnlyWhenAskedFor() {
        Path path = folder.resolve("vae.safetensors");
        SafetensorsWriter.write(
                path,
                Map.of(),
                List.of(TestTensor.of("decoder.conv_in.weight", Shape.of(1, 4, 1, 1), 1, Float.NaN, 3, 4)));

        assertThat(Inspection.of(path, Inspection.Depth.HEADER).notes()).isEmpty();
        assertThat(Inspection.of(path, Inspection.Depth.NUMBERS).notes())
                .singleElement()
                .asString()
                .contains("decoder.conv_in.weight", "NaN");
    }
}
