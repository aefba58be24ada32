package io.darkroom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.cli.Cli;
import io.darkroom.cli.ExitCode;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path MODELS = PROJECT.resolve("models");

    @TempDir
    Path home;

    private Cli cli;

    @BeforeEach
    void open() {
        cli = new Cli(home);
    }

    @Test
    void aCheckpointTellsItsFamilyItsPredictionAndWhy() {
        Cli.Result result = cli.run(
                "inspect", MODELS.resolve("checkpoints/miniature.safetensors").toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("family: ", "prediction:", "why: ", "zero terminal SNR:", "UNet: ", "VAE: ");
    }

    @Test
    void aModelIsFoundByItsName() {
        Cli.Result result =
                cli.run("inspect", "violet-castle.safetensors", "--hash", "--base-directory", PROJECT.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("kind: ", "width 64", "sha256: ", "AutoV2: ");
    }

    @Test
    void jsonHoldsTheSame() {
        Cli.Result result = cli.run(
                "inspect",
                "--json",
                MODELS.resolve("embeddings/violet-castle.safetensors").toString());

        assertThat(JsonReader.read("inspect", result.out(), JsonLimits.standard()))
                .hasFieldOrProperty("kind");
    }

    @Test
    void aBrokenFileIsOneLineAndTheOthersAreStillTold() throws Exception {
        Path broken = home.resolve("broken.safetensors");
        Files.write(broken, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'});

        Cli.Result result = cli.run(
                "inspect",
                broken.toString(),
                MODELS.resolve("embeddings/violet-castle.safetensors").toString());

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(result.err()).contains("broken.safetensors").hasLineCount(1);
        assertThat(result.out()).contains("violet-castle.safetensors");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(cli.run("inspect", "none.safetensors").err())
                .isEqualTo("darkroom: There is no file \"none.safetensors\", and no model of that name in the model"
                        + " folders.\n");
    }
}
