package io.darkroom.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.cli.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPathsTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void absolute() throws IOException {
        folder = temp.toRealPath();
    }

    @Test
    void theMappingOfAUsersWebUiIsRead() throws Exception {
        List<ModelPaths.Entry> entries = read("""
            a111:
                base_path: webui
                checkpoints: models/Stable-diffusion
                loras: |
                     models/Lora
                     models/LyCORIS
                embeddings: embeddings
                custom_nodes: nodes
            """);

        Path base = folder.resolve("webui");
        assertThat(entries)
                .containsExactly(
                        new ModelPaths.Entry("checkpoints", base.resolve("models/Stable-diffusion"), false),
                        new ModelPaths.Entry("loras", base.resolve("models/Lora"), false),
                        new ModelPaths.Entry("loras", base.resolve("models/LyCORIS"), false),
                        new ModelPaths.Entry("embeddings", base.resolve("embeddings"), false));
    }

    @Test
    void aDefaultSectionComesFirst() throws Exception {
        List<ModelPaths.Entry> entries = read("mine: {is_default: true, vae: [one, two]}");

        assertThat(entries).allMatch(ModelPaths.Entry::first).hasSize(2);
    }

    @Test
    void homeAndVariablesAreExpanded() throws Exception {
        List<ModelPaths.Entry> entries = read("""
            home: {vae: ~/vae}
            disk: {base_path: '${DISK}/sd', loras: $UNKNOWN/loras}
            """);

        assertThat(entries.get(0).folder()).isEqualTo(Path.of(System.getProperty("user.home"), "vae"));
        assertThat(entries.get(1).folder()).isEqualTo(Path.of("/big disk/sd/$UNKNOWN/loras"));
    }

    @Test
    void anEmptyFileAndEmptySectionsSayNothing() throws Exception {
        assertThat(read("# nothing here\n")).isEmpty();
        assertThat(read("comfyui:\n")).isEmpty();
    }

    @Test
    void aWrongMemberIsNamedWithItsSection() {
        assertThatThrownBy(() -> read("a111: {loras: 7}"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("section \"a111\", \"loras\" must hold one folder")
                .hasMessageContaining("\"7\"");
        assertThatThrownBy(() -> read("just text"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("must hold names with values");
    }

    @Test
    void whatIsNotYamlIsRefusedInOneLine() {
        assertThatThrownBy(() -> read("a: [1, 2\nb: }"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not YAML")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aBombOfAliasesIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(UserException.class);
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatThrownBy(() -> ModelPaths.read(folder.resolve("none.yaml"), name -> null))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such file");
    }

    private List<ModelPaths.Entry> read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("extra_model_paths.yaml"), yaml);
        return ModelPaths.read(file, Map.of("DISK", "/big disk")::get);
    }
}
