package io.darkroom.engine.validate;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChoicesTest {
    @TempDir
    Path base = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        Path folder = Files.createDirectories(base.resolve("models/checkpoints/SD15"));
        Files.createFile(folder.resolve("photo.safetensors"));
    }

    private Validation validate(Object name) {
        Folders folders = new UserFolders(Directories.under(base));
        Widget.Choice files = new Widget.Choice(
                () -> List.of("SD15/photo.safetensors", "built in"),
                Optional.empty(),
                Optional.of("checkpoints"),
                false,
                false);
        NodeType load = Toy.of("Load").in("ckpt_name", files).out("MODEL").gives((in, ctx) -> "model");
        Flow flow = new Flow().node("4", "Load", "ckpt_name", name).node("9", "Show", "value", link("4", 0));
        try (Catalogue catalogue = Bench.catalogue(folders, load)) {
            return new Validator(catalogue, Limits.DEFAULT).validate(flow.workflow());
        }
    }

    private static Input value(Validation validation) {
        return validation.workflow().node("4").orElseThrow().inputs().getOrDefault("ckpt_name", link("", 0));
    }

    @Test
    void anExactNameRunsAsItIs() {
        Validation validation = validate("SD15/photo.safetensors");

        assertThat(validation.isClean()).isTrue();
        assertThat(validation.remarks()).isEmpty();
    }

    @Test
    void aNameThatIsWrittenDifferentlyIsFoundAndRemarkedAndRunsAsItIsListed() {
        Validation validation = validate("sd15\\PHOTO.safetensors");

        assertThat(validation.isClean()).isTrue();
        assertThat(validation.remarks())
                .containsExactly(
                        "Node 4 \"Load\": \"sd15\\PHOTO.safetensors\" was found as" + " \"SD15/photo.safetensors\".");
        assertThat(value(validation)).isEqualTo(new Input.Constant("SD15/photo.safetensors"));
    }

    @Test
    void aMissingFileIsToldWithTheNearestAndWhereToPutIt() {
        Validation validation = validate("SD15/foto.safetensors");

        assertThat(validation.problems())
                .extracting(Problem::sentence)
                .containsExactly("Node 4 \"Load\": input \"ckpt_name\" is \"SD15/foto.safetensors\". There is no file"
                        + " \"SD15/foto.safetensors\" among the checkpoints. Did you mean"
                        + " \"SD15/photo.safetensors\"? Put it into "
                        + base.resolve("models/checkpoints") + ".");
        assertThat(validation.problems().get(0).kind()).isEqualTo(Problem.Kind.VALUE_NOT_IN_LIST);
    }

    @Test
    void aChoiceThatIsNoFileButInTheListIsAccepted() {
        assertThat(validate("built in").isClean()).isTrue();
    }

    @Test
    void aValueThatCannotBeANameIsNotInTheList() {
        assertThat(validate(true).problems()).hasSize(1);
        assertThat(validate(12).problems().get(0).details())
                .isEqualTo("ckpt_name: 12 not in ['SD15/photo.safetensors', 'built in']");
    }
}
