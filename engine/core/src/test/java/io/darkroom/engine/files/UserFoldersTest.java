package io.darkroom.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.extension.Folders.Found;
import io.darkroom.api.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFoldersTest {
    @TempDir
    Path base = Path.of("");

    private UserFolders folders = new UserFolders(Directories.under(base));

    @BeforeEach
    void fill() throws IOException {
        folders = new UserFolders(Directories.under(base));
        file("models/checkpoints/miniature.safetensors");
        file("models/checkpoints/SD15/Photo.safetensors");
        file("models/checkpoints/notes.txt");
        file("models/checkpoints/.git/hidden.safetensors");
        file("models/text_encoders/a.safetensors");
        file("models/clip/b.safetensors");
        file("input/cat.png");
        file("input/Dog.JPG");
        file("input/readme.txt");
        file("input/clipspace/mask.png");
        file("output/done.png");
    }

    private Path file(String name) throws IOException {
        Path path = base.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.createFile(path);
    }

    @Test
    void modelsAreListedWithTheirFoldersSortedAndOnlyByKnownExtensions() {
        assertThat(folders.list("checkpoints")).containsExactly("SD15/Photo.safetensors", "miniature.safetensors");
    }

    @Test
    void aTypeMayHaveSeveralFoldersAndAnotherName() {
        assertThat(folders.list("text_encoders")).containsExactly("a.safetensors", "b.safetensors");
        assertThat(folders.list("clip")).isEqualTo(folders.list("text_encoders"));
        assertThat(folders.folders("unet")).isEqualTo(folders.folders("diffusion_models"));
    }

    @Test
    void aMissingFolderIsEmpty() {
        assertThat(folders.list("loras")).isEmpty();
    }

    @Test
    void picturesAreThoseDirectlyInTheInputFolder() {
        assertThat(folders.list("input")).containsExactly("Dog.JPG", "cat.png");
    }

    @Test
    void anExactNameIsFoundWithoutRemark() {
        assertThat(folders.find("checkpoints", "SD15/Photo.safetensors"))
                .isEqualTo(new Found(
                        base.resolve("models/checkpoints/SD15/Photo.safetensors"),
                        "SD15/Photo.safetensors",
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SD15\\Photo.safetensors", "sd15/photo.SAFETENSORS", "Photo.safetensors", "photo.safetensors"})
    void anotherSeparatorCaseOrTheBaseNameAloneIsFoundAndSaid(String asked) {
        Found found = folders.find("checkpoints", asked);

        assertThat(found.name()).isEqualTo("SD15/Photo.safetensors");
        assertThat(found.remark()).contains("\"" + asked + "\" was found as \"SD15/Photo.safetensors\".");
    }

    @Test
    void aBaseNameThatSeveralFilesHaveIsRefusedWithAllOfThem() throws IOException {
        file("models/checkpoints/XL/Photo.safetensors");

        assertThatThrownBy(() -> folders.find("checkpoints", "Photo.safetensors"))
                .isInstanceOf(NodeException.class)
                .hasMessage("\"Photo.safetensors\" could be any of these checkpoints: SD15/Photo.safetensors,"
                        + " XL/Photo.safetensors. Use the full name.");
    }

    @Test
    void aMissingFileIsToldWithTheNearestNamesAndTheFolder() {
        assertThatThrownBy(() -> folders.find("checkpoints", "minature.safetensors"))
                .isInstanceOf(NodeException.class)
                .hasMessage("There is no file \"minature.safetensors\" among the checkpoints. Did you mean"
                        + " \"miniature.safetensors\"? Put it into " + base.resolve("models/checkpoints") + ".");
        assertThatThrownBy(() -> folders.find("loras", "style.safetensors"))
                .hasMessageEndingWith("Create " + base.resolve("models/loras") + " and put it there.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../text_encoders/a.safetensors", "/etc/passwd", "", " ", ".", "SD15", "a\0b", "notes.txt"})
    void aNameNeverLeavesItsFolderNorNamesAnythingElse(String name) {
        assertThatThrownBy(() -> folders.find("checkpoints", name)).isInstanceOf(NodeException.class);
    }

    @Test
    void aPictureMaySayWhichFolderItLiesIn() {
        assertThat(folders.find("input", "done.png [output]").path()).isEqualTo(base.resolve("output/done.png"));
        assertThat(folders.find("input", "clipspace/mask.png [input]").name()).isEqualTo("clipspace/mask.png [input]");
        assertThat(folders.find("input", "clipspace/mask.png").path())
                .isEqualTo(base.resolve("input/clipspace/mask.png"));
    }

    @Test
    void aLinkMayLeadOutOfTheFolder() throws IOException {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("far.safetensors"));
        Files.createSymbolicLink(base.resolve("models/checkpoints/linked"), elsewhere);

        assertThat(folders.list("checkpoints")).contains("linked/far.safetensors");
        assertThat(folders.find("checkpoints", "linked/far.safetensors").path()).exists();
    }

    @Test
    void aBrokenLinkAndALoopOfLinksAreLeftOut() throws IOException {
        Files.createSymbolicLink(base.resolve("models/checkpoints/broken.safetensors"), base.resolve("nowhere"));
        Files.createSymbolicLink(base.resolve("models/checkpoints/loop"), base.resolve("models/checkpoints"));

        assertThat(folders.list("checkpoints")).containsExactly("SD15/Photo.safetensors", "miniature.safetensors");
    }

    @Test
    void foldersTheUserAddedAreSearchedBeforeOrAfterTheUsualOnes() throws IOException {
        Path first = Files.createDirectories(base.resolve("first"));
        Path last = Files.createDirectories(base.resolve("last"));
        for (Path folder : List.of(first, last)) {
            Files.createFile(folder.resolve("miniature.safetensors"));
            Files.createFile(folder.resolve("own.safetensors"));
        }
        UserFolders more = new UserFolders(
                Directories.under(base), Map.of("checkpoints", List.of(first)), Map.of("checkpoints", List.of(last)));

        assertThat(more.folders("checkpoints").get(0)).isEqualTo(first);
        assertThat(more.find("checkpoints", "miniature.safetensors").path().getParent())
                .isEqualTo(first);
        assertThat(more.list("checkpoints"))
                .containsExactly("SD15/Photo.safetensors", "miniature.safetensors", "own.safetensors");
    }

    @Test
    void modelsSavedByWorkflowsAreFoundInTheOutputFolder() throws IOException {
        file("output/checkpoints/merged.safetensors");

        assertThat(folders.find("checkpoints", "merged.safetensors").path()).exists();
    }

    @Test
    void aTypeThatNobodyKnowsTakesEveryFileOfItsOwnFolder() throws IOException {
        file("models/my_type/thing.xyz");

        assertThat(folders.list("my_type")).containsExactly("thing.xyz");
        assertThatThrownBy(() -> folders.list("../secret")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void diffusersModelsAreFoldersWithAModelIndex() throws IOException {
        file("models/diffusers/sd-turbo/model_index.json");
        file("models/diffusers/sd-turbo/unet/config.json");

        assertThat(folders.list("diffusers")).containsExactly("sd-turbo");
        assertThat(folders.find("diffusers", "sd-turbo").path()).isDirectory();
    }
}
