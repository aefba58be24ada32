package io.darkroom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.darkroom.cli.Cli;
import io.darkroom.cli.ExitCode;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunCommandTest {
    private static final String WORDS = """
        {"1": {"class_type": "toy.Words", "inputs": {"text": "a %s", "seed": 7}, "_meta": {"title": "Prompt"}},
         "2": {"class_type": "toy.Keep", "inputs": {"words": ["1", 0], "filename_prefix": "toy"}}}
        """;

    @TempDir
    Path home;

    private Cli cli;

    @BeforeEach
    void aWorkflow() {
        cli = new Cli(home);
        cli.file("lamp.json", WORDS.formatted("lamp"));
    }

    @Test
    void theSavedFileIsPrintedAsThePathToIt() throws Exception {
        Cli.Result result = cli.run("run", "lamp.json");

        assertThat(result).isEqualTo(new Cli.Result(ExitCode.DONE, "output/toy_1.txt\n", ""));
        assertThat(saved("toy_1.txt")).startsWith("a lamp 7\n");
    }

    @Test
    void settingsAndSeedChangeTheRun() throws Exception {
        cli.run("run", "lamp.json", "--set", "Prompt.text=123", "--seed", "18446744073709551615");

        assertThat(saved("toy_1.txt")).startsWith("123 18446744073709551615\n");
    }

    @Test
    void repeatsAdvanceTheSeed() throws Exception {
        Cli.Result result = cli.run("run", "lamp.json", "--repeat", "3");

        assertThat(result.out()).isEqualTo("output/toy_1.txt\noutput/toy_2.txt\noutput/toy_3.txt\n");
        assertThat(saved("toy_3.txt")).startsWith("a lamp 9\n");
    }

    @Test
    void repeatsThatChangeNothingAreRemarked() {
        cli.file("fixed.json", "{\"1\": {\"class_type\": \"toy.Glance\", \"inputs\": {\"words\": \"hi\"}}}");

        Cli.Result result = cli.run("run", "fixed.json", "--repeat", "2");

        assertThat(result.err()).startsWith("fixed.json: all runs will be the same");
    }

    @Test
    void choicesInPromptsAreDrawnFromTheSeed() throws Exception {
        cli.file("dice.json", WORDS.formatted("{red|green|blue|white|black} lamp"));

        cli.run("run", "dice.json", "--output-directory", "one");
        cli.run("run", "dice.json", "--output-directory", "two");

        String drawn = Files.readString(home.resolve("one/toy_1.txt"));
        assertThat(drawn).matches("(?s)a (red|green|blue|white|black) lamp 7\n.*");
        assertThat(Files.readString(home.resolve("two/toy_1.txt"))).isEqualTo(drawn);
    }

    @Test
    void allFilesAreCheckedBeforeTheFirstRuns() {
        cli.file("wrong.json", """
            {"1": {"class_type": "toy.Fails", "inputs": {"kind": 12}},
             "2": {"class_type": "toy.Keep", "inputs": {"words": ["9", 0], "filename_prefix": "x"}}}
            """);

        Cli.Result result = cli.run("run", "lamp.json", "wrong.json");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.startsWith("wrong.json: "));
        assertThat(result.err()).contains("\"kind\"", "12", "\"words\"");
        assertThat(home.resolve("output")).doesNotExist();
    }

    @Test
    void aFailedNodeIsOneLineAndTheOtherFilesStillRun() {
        cli.file("fails.json", "{\"5\": {\"class_type\": \"toy.Fails\", \"inputs\": {\"kind\": 1}}}");

        Cli.Result result = cli.run("run", "fails.json", "lamp.json");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEqualTo("output/toy_1.txt\n");
        assertThat(result.err().lines())
                .containsExactly(
                        "warning: Node 5 \"Fails\": this will not end well",
                        "darkroom: Node 5 \"Fails\": The toy is broken; buy another.");
    }

    @Test
    void quietLeavesWarningsOutAndVerboseAddsTheStack() {
        cli.file("fails.json", "{\"5\": {\"class_type\": \"toy.Fails\", \"inputs\": {\"kind\": 1}}}");

        assertThat(cli.run("run", "--quiet", "fails.json").err()).hasLineCount(1);
        assertThat(cli.run("run", "--verbose", "fails.json").err()).contains("toy.Fails.run");
        assertThat(cli.run("run", "--verbose", "--quiet", "fails.json").code()).isEqualTo(ExitCode.WRONG);
    }

    @Test
    void eventsAreOneObjectPerLine() {
        Cli.Result result = cli.run("run", "--json", "lamp.json");

        List<Map<?, ?>> events = events(result.out());
        assertThat(events)
                .extracting(event -> String.valueOf(event.get("event")))
                .startsWith("run_started", "cached", "node_started")
                .endsWith("node_finished", "run_finished");
        Map<?, ?> started = events.get(0);
        assertThat(started.get("file")).isEqualTo("lamp.json");
        assertThat(started.get("seed")).isEqualTo(7L);
        assertThat(started.get("nodes")).isEqualTo(2L);
        Map<?, ?> saved = events.get(events.size() - 2);
        assertThat(saved.get("files"))
                .isEqualTo(List.of(home.resolve("output/toy_1.txt").toString()));
        assertThat(events.get(events.size() - 1).get("status")).isEqualTo("done");
    }

    @Test
    void problemsAreEventsToo() {
        cli.file("wrong.json", "{\"1\": {\"class_type\": \"toy.Kep\", \"inputs\": {}}}");

        Cli.Result result = cli.run("run", "--json", "wrong.json");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(events(result.out())).singleElement().satisfies(event -> {
            assertThat(event.get("event")).isEqualTo("problem");
            assertThat(String.valueOf(event.get("message"))).contains("toy.Kep", "toy.Keep");
        });
    }

    @Test
    void aDryRunShowsThePlanAndRunsNothing() {
        Cli.Result result = cli.run("run", "--dry-run", "lamp.json");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .containsExactly("lamp.json: 2 nodes would run.", "  1 toy.Words \"Prompt\"", "  2 toy.Keep");
        assertThat(home.resolve("output")).doesNotExist();
    }

    @Test
    void stoppingEndsARunThatWouldNotEnd() {
        cli.file("endless.json", "{\"1\": {\"class_type\": \"toy.Endless\", \"inputs\": {}}}");
        StringWriter out = new StringWriter();
        StopsAtProgress writer = new StopsAtProgress(out, cli);

        int code =
                cli.run(new PrintWriter(writer), new PrintWriter(new StringWriter()), "run", "--json", "endless.json");

        assertThat(code).isEqualTo(ExitCode.STOPPED);
        assertThat(out.toString()
                        .lines()
                        .toList()
                        .get((int) out.toString().lines().count() - 1))
                .contains("\"run_finished\"", "\"stopped\"");
    }

    @Test
    void picturesTellHowTheyWereMadeUnlessTheyMustNot() throws Exception {
        cli.run("run", "lamp.json");
        cli.run("run", "lamp.json", "--disable-metadata");

        assertThat(saved("toy_1.txt")).contains("prompt");
        assertThat(saved("toy_2.txt")).endsWith("\n[]");
    }

    @Test
    void onlyPreviewingIsRemarkedAndLeavesNothing() {
        cli.file("glance.json", "{\"1\": {\"class_type\": \"toy.Glance\", \"inputs\": {\"words\": \"hi\"}}}");

        Cli.Result result = cli.run("run", "glance.json");

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("previews are not kept").hasLineCount(1);
        assertThat(home.resolve("temp")).isEmptyDirectory();
    }

    @Test
    void whatLiesBehindALinkInTheTempFolderStays() throws Exception {
        Path treasure = cli.file("treasure/gold.txt", "gold");
        Files.createDirectories(home.resolve("temp/old"));
        Files.createSymbolicLink(home.resolve("temp/old/link"), home.resolve("treasure"));

        cli.run("run", "lamp.json");

        assertThat(treasure).exists();
        assertThat(home.resolve("temp")).isEmptyDirectory();
    }

    @Test
    void anOutputFolderThatCannotBeWrittenIsOneLine() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root writes everywhere");
        Path locked = Files.createDirectory(home.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));

        Cli.Result result = cli.run("run", "lamp.json", "--output-directory", "locked");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("locked").hasLineCount(1);
    }

    @Test
    void aFileWhereTheOutputFolderShouldBeIsOneLine() {
        cli.file("occupied", "");

        Cli.Result result = cli.run("run", "lamp.json", "--output-directory", "occupied");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("occupied").hasLineCount(1);
    }

    @Test
    void wrongArgumentsAreOneLineAndANextStep() {
        assertThat(cli.run("run").err()).contains("Missing required parameter", "darkroom run --help");
        assertThat(cli.run("run", "lamp.json", "--seed", "-1").err()).contains("\"-1\"", "0 to 18446744073709551615");
        assertThat(cli.run("run", "lamp.json", "--seed", "18446744073709551616").code())
                .isEqualTo(ExitCode.WRONG);
        assertThat(cli.run("run", "lamp.json", "--repeat", "0").err()).contains("at least 1");
        assertThat(cli.run("run", "none.json").err())
                .isEqualTo("none.json: It cannot be read: there is no such file.\n");
        assertThat(cli.run("run", ".").err()).contains("is a folder");
        assertThat(cli.run("walk").code()).isEqualTo(ExitCode.WRONG);
        assertThat(cli.run("run", "lamp.json", "--seeed", "3").err()).contains("--seeed");
    }

    @Test
    void flagsOfComfyUiThatMeanNothingHereAreAccepted() {
        Cli.Result result = cli.run(
                "run", "--use-pytorch-cross-attention", "--preview-method", "taesd", "--disable-xformers", "lamp.json");

        assertThat(result.code()).isZero();
    }

    private String saved(String name) throws IOException {
        return Files.readString(home.resolve("output").resolve(name));
    }

    private static List<Map<?, ?>> events(String out) {
        return out.lines()
                .<Map<?, ?>>map(line -> (Map<?, ?>) JsonReader.read("event", line, JsonLimits.standard()))
                .toList();
    }

    /** Presses Ctrl-C when the first progress is told. */
    private static final class StopsAtProgress extends Writer {
        private final Writer to;
        private final Cli cli;

        StopsAtProgress(Writer to, Cli cli) {
            this.to = to;
            this.cli = cli;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            to.write(text, from, length);
            if (new String(text, from, length).contains("\"progress\"")) {
                cli.stop();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
