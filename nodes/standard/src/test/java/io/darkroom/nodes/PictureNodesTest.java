package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Shown;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Mask;
import io.darkroom.engine.Limits;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading, showing and saving pictures through the real engine. */
class PictureNodesTest {
    private final Path base;

    private final Program program;

    PictureNodesTest(@TempDir Path base) {
        this.base = base;
        this.program = new Program(base);
        Goldens.copy("inputs/pub_rgba.png", base.resolve("input"));
        Goldens.copy("inputs/pub_scene.png", base.resolve("input/scenes"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void transparencyBecomesTheMask() {
        Mask mask = (Mask) loaded("pub_rgba.png", 1);
        Image image = (Image) program.seen("0");

        assertThat(mask.values().shape()).isEqualTo(Shape.of(1, image.height(), image.width()));
        assertThat(mask.values().toArray()).contains(0f, 1f);
    }

    @Test
    void anOpaquePictureHasAnEmptyMaskOf64By64() {
        assertThat(((Mask) loaded("scenes/pub_scene.png", 1)).values()).isEqualTo(Tensor.zeros(Shape.of(1, 64, 64)));
    }

    @Test
    void channelsBecomeMasks() {
        Flow flow = new Flow();
        flow.look(
                "alpha",
                flow.add("LoadImageMask", "image", "pub_rgba.png", "channel", "alpha")
                        .out(0));
        flow.look(
                "red",
                flow.add("LoadImageMask", "image", "pub_rgba.png", "channel", "red")
                        .out(0));
        Tensor mask = ((Mask) loaded("pub_rgba.png", 1)).values();

        program.run(flow.workflow());

        assertThat(((Mask) program.seen("alpha")).values()).isEqualTo(mask);
        assertThat(((Mask) program.seen("red")).values()).isNotEqualTo(mask);
    }

    @Test
    void aSavedPictureIsLoadedFromTheOutputFolder() {
        Flow flow = new Flow();
        Flow.Node white = flow.add("EmptyImage", "width", 8, "height", 4, "batch_size", 1, "color", 0xFF8000);
        flow.add("SaveImage", "images", white.out(0), "filename_prefix", "deep/white");
        program.run(flow.workflow());

        Image image = (Image) loaded("deep/white_00001_.png [output]", 0);

        assertThat(image.pixels().slice(0, 1).shape()).isEqualTo(Shape.of(1, 4, 8, 3));
        assertThat(image.pixels().get(1)).isEqualTo(128 / 255f);
    }

    @Test
    void aPictureThatChangesOnDiskIsLoadedAnew() throws IOException {
        Mask first = (Mask) loaded("pub_rgba.png", 1);
        Files.delete(base.resolve("input/pub_rgba.png"));
        Files.copy(base.resolve("input/scenes/pub_scene.png"), base.resolve("input/pub_rgba.png"));

        Mask second = (Mask) loaded("pub_rgba.png", 1);

        assertThat(second.values()).isNotEqualTo(first.values());
    }

    @Test
    void aPictureOutsideItsFolderIsRefusedBeforeAnythingRuns() throws IOException {
        Files.copy(base.resolve("input/pub_rgba.png"), base.resolve("secret.png"));
        Flow flow = new Flow();
        flow.look("secret", flow.add("LoadImage", "image", "../secret.png").out(0));

        assertThat(new Validator(program.catalogue(), Limits.DEFAULT)
                        .validate(flow.workflow())
                        .problems())
                .singleElement()
                .asString()
                .contains("../secret.png");
    }

    @Test
    void previewsLieInTheTemporaryFolder() {
        Flow flow = new Flow();
        Flow.Node image = flow.add("EmptyImage", "width", 8, "height", 8, "batch_size", 2, "color", 0);
        Flow.Node preview = flow.add("PreviewImage", "images", image.out(0));

        RunResult result = program.run(flow.workflow());

        Shown shown = result.shown().get(preview.id());
        List<Object> images = shown == null ? List.of() : shown.values().get("images");
        assertThat(images).hasSize(2).allSatisfy(file -> {
            Map<?, ?> saved = (Map<?, ?>) file;
            assertThat(saved.get("type")).isEqualTo("temp");
            assertThat(saved.get("filename")).asString().matches("ComfyUI_temp_[a-z]{5}_0000[12]_\\.png");
            assertThat(base.resolve("temp/" + saved.get("filename"))).exists();
        });
    }

    @Test
    void picturesAreSentAgainInEveryRun() {
        Flow flow = new Flow();
        Flow.Node image = flow.add("EmptyImage", "width", 8, "height", 8, "batch_size", 3, "color", 0);
        flow.add("SaveImageWebsocket", "images", image.out(0));

        for (int run = 0; run < 2; run++) {
            program.run(flow.workflow());

            assertThat(program.events().stream().filter(Event.PictureSent.class::isInstance))
                    .hasSize(3);
        }
    }

    private Object loaded(String name, int slot) {
        Flow flow = new Flow();
        Flow.Node image = flow.add("LoadImage", "image", name);
        flow.look("0", image.out(0));
        flow.look("1", image.out(1));
        program.run(flow.workflow());
        return program.seen(Integer.toString(slot));
    }
}
