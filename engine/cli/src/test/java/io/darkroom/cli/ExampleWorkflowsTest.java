package io.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows that ship with Darkroom, each run as a user runs it, on the miniature. */
class ExampleWorkflowsTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final String REAL = "pseudoFlexBase_v10.safetensors";

    @TempDir
    private static Path home;

    @BeforeAll
    static void aFolderWithTheModelsThatShip() throws IOException {
        for (String file : List.of(
                "models/checkpoints/miniature.safetensors",
                "models/embeddings/violet-castle.safetensors",
                "input/example.png")) {
            Path copy = home.resolve(file);
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(PROJECT.resolve(file), copy);
        }
        Files.copy(
                home.resolve("models/checkpoints/miniature.safetensors"),
                home.resolve("models/checkpoints").resolve(REAL));
    }

    static Stream<String> all() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("workflows"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachTakesTheRealCheckpointByName(String file) {
        Cli.Result result = new Cli(home).run("run", workflow(file), "--dry-run", "--set", "ckpt_name=" + REAL);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(REAL);
    }

    @Test
    void portraitAndWidescreenHaveTheirShape() {
        assertThat(run("portrait.json"))
                .singleElement()
                .satisfies(picture -> assertThat(picture.getHeight()).isGreaterThan(picture.getWidth()));
        assertThat(run("widescreen.json"))
                .singleElement()
                .satisfies(picture -> assertThat((double) picture.getWidth() / picture.getHeight())
                        .isBetween(1.7, 1.8));
    }

    @Test
    void nightIsDarkAndSunsetIsNot() {
        double night = brightness(run("lighthouse-at-night.json").get(0));

        assertThat(night).isBetween(0.05, 0.4);
        assertThat(brightness(run("portrait.json").get(0))).isGreaterThan(night + 0.1);
    }

    @Test
    void aNearlyBlackNightIsNearlyBlack() {
        assertThat(brightness(run("nearly-black-night.json").get(0))).isLessThan(0.15);
    }

    @Test
    void aWhiteSceneIsWhite() {
        assertThat(brightness(run("pure-white.json").get(0))).isGreaterThan(0.9);
    }

    @Test
    void trailingStepsReachWhiteWhereLeadingOnesDoNot() {
        Cli.Result result = new Cli(home).run("run", workflow("trailing-against-leading.json"));

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Leading Sampler", "801", "trailing");
        assertThat(brightness(saved(result, "leading-trailing")))
                .isGreaterThan(brightness(saved(result, "leading-leading")) + 0.01);
    }

    @Test
    void theRescaleLadderLowersContrastStepByStep() {
        Cli.Result result = new Cli(home).run("run", workflow("rescale-ladder.json"));

        assertThat(result.code()).isZero();
        assertThat(contrast(saved(result, "ladder-0_"))).isGreaterThan(contrast(saved(result, "ladder-0.3_")));
        assertThat(contrast(saved(result, "ladder-0.3_"))).isGreaterThan(contrast(saved(result, "ladder-0.7_")));
    }

    @Test
    void theEmbeddingChangesThePicture() {
        BufferedImage with = run("textual-inversion.json").get(0);
        BufferedImage without =
                run("textual-inversion.json", "--set", "trigger=nowhere").get(0);

        assertThat(difference(with, without)).isGreaterThan(0.01);
    }

    @Test
    void theHiresFixDoublesTheSides() {
        assertThat(run("hires-fix.json"))
                .singleElement()
                .satisfies(picture -> assertThat(picture.getWidth()).isEqualTo(256));
    }

    @Test
    void imageToImageKeepsTheSceneAndTurnsItToNight() throws IOException {
        BufferedImage before = ImageIO.read(home.resolve("input/example.png").toFile());
        BufferedImage after = run("image-to-image.json").get(0);

        assertThat(after.getWidth()).isEqualTo(before.getWidth());
        assertThat(after.getHeight()).isEqualTo(before.getHeight());
        assertThat(brightness(after)).isLessThan(brightness(before) - 0.1);
    }

    private static String workflow(String name) {
        return PROJECT.resolve("workflows").resolve(name).toString();
    }

    private static List<BufferedImage> run(String file, String... settings) {
        String[] arguments = Stream.concat(Stream.of("run", workflow(file)), Stream.of(settings))
                .toArray(String[]::new);

        Cli.Result result = new Cli(home).run(arguments);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out().lines().map(ExampleWorkflowsTest::read).toList();
    }

    private static BufferedImage saved(Cli.Result result, String part) {
        return result.out()
                .lines()
                .filter(line -> line.contains(part))
                .map(ExampleWorkflowsTest::read)
                .findFirst()
                .orElseThrow();
    }

    private static BufferedImage read(String path) {
        try {
            return ImageIO.read(home.resolve(path).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean of all channels, 0 to 1. */
    private static double brightness(BufferedImage picture) {
        return channels(picture).average().orElseThrow() / 255;
    }

    /** The standard deviation of all channels, 0 to 1. */
    private static double contrast(BufferedImage picture) {
        double mean = brightness(picture);
        return Math.sqrt(channels(picture)
                .map(value -> (value / 255 - mean) * (value / 255 - mean))
                .average()
                .orElseThrow());
    }

    /** The mean distance of all channels, 0 to 1. */
    private static double difference(BufferedImage a, BufferedImage b) {
        double[] first = channels(a).toArray();
        double[] second = channels(b).toArray();
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.abs(first[i] - second[i]);
        }
        return sum / first.length / 255;
    }

    private static DoubleStream channels(BufferedImage picture) {
        return Arrays.stream(picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null))
                .asDoubleStream();
    }
}
