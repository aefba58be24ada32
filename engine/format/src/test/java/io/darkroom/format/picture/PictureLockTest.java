package io.darkroom.format.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.picture.PictureLock.ModelFile;
import io.darkroom.format.picture.PictureLock.Note;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureLockTest {
    private static final PictureLock LOCK = new PictureLock(
            "0.1.0",
            Map.of("film-look", "1.2", "xyz", "3"),
            "CPU, ONNX Runtime 1.29.0",
            List.of(new Note("1", "prediction", "v, from the marker tensor v_pred")),
            List.of(
                    new ModelFile("checkpoints", "m.safetensors", 5_000_000_000L, "aa"),
                    new ModelFile("vae", "v.safetensors", 3, "bb")));

    @Test
    void aLockSurvivesTheText() {
        assertThat(PictureLock.read("x.png", LOCK.text())).isEqualTo(LOCK);
        assertThat(LOCK.text()).doesNotContain("\n").startsWith("{\"lock\": 1, \"engine\": \"0.1.0\"");
    }

    @Test
    void anEqualLockHasNoDifferences() {
        assertThat(LOCK.differences(LOCK)).isEmpty();
    }

    @Test
    void everyDifferenceIsASentence() {
        PictureLock now = new PictureLock(
                "0.2.0",
                Map.of("film-look", "1.3", "new", "1"),
                "CUDA",
                List.of(new Note("1", "prediction", "eps")),
                List.of(
                        new ModelFile("checkpoints", "m.safetensors", 4, "cc"),
                        new ModelFile("loras", "l.safetensors", 1, "dd")));

        assertThat(LOCK.differences(now))
                .containsExactly(
                        "Darkroom was 0.1.0, now it is 0.2.0.",
                        "The networks' provider was CPU, ONNX Runtime 1.29.0, now it is CUDA.",
                        "Plugin \"film-look\" was 1.2, now it is 1.3.",
                        "Plugin \"new\" was absent, now it is 1.",
                        "Plugin \"xyz\" was 3, now it is absent.",
                        "Model \"m.safetensors\" (checkpoints) is another file: it had 5000000000 bytes and SHA-256 aa,"
                                + " now 4 bytes and cc.",
                        "Model \"v.safetensors\" (vae) was used, but is not now.",
                        "Model \"l.safetensors\" (loras) is used now, but was not then.",
                        "Node 1 said then, but not now: prediction, v, from the marker tensor v_pred",
                        "Node 1 says now, but not then: prediction, eps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"lock\": 2}",
                "{\"lock\": 1}",
                "{\"lock\": 1, \"engine\": \"1\", \"provider\": \"p\", \"models\": [{\"type\": \"a\"}]}",
                "{\"lock\": 1, \"engine\": \"1\", \"provider\": \"p\", \"plugins\": [1]}",
                "nonsense",
            })
    void whatIsNoLockIsRefused(String text) {
        assertThatThrownBy(() -> PictureLock.read("x.png", text))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageStartingWith("x.png (darkroom)");
    }
}
