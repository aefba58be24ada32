package io.darkroom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.darkroom.cli.Cli;
import io.darkroom.cli.ExitCode;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
    @TempDir
    Path home;

    private Cli cli;

    @BeforeEach
    void aWorkflow() {
        cli = new Cli(home);
        cli.file("lamp.json", """
            {"1": {"class_type": "toy.Words", "inputs": {"text": "a {red|green} lamp", "seed": 7}},
             "2": {"class_type": "toy.Keep", "inputs": {"words": ["1", 0], "filename_prefix": "toy"}}}
            """);
    }

    @Test
    void aloneItPrintsHelpWithTheExitCodes() {
        Cli.Result result = cli.run();

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("run", "check", "convert", "nodes", "inspect", "verify", "bench", "130");
    }

    @Test
    void theVersionNamesTheJava() {
        assertThat(cli.run("--version").out()).startsWith("darkroom ").contains(System.getProperty("java.version"));
    }

    @Test
    void checkSaysWhatIsRight() {
        Cli.Result result = cli.run("check", "lamp.json");

        assertThat(result).isEqualTo(new Cli.Result(ExitCode.DONE, "", "lamp.json: nothing is wrong.\n"));
    }

    @Test
    void checkSaysAllThatIsWrong() {
        cli.file("wrong.json", """
            {"1": {"class_type": "toy.Fails", "inputs": {"kind": 0}},
             "2": {"class_type": "toy.Fails", "inputs": {"kind": "many"}},
             "3": {"class_type": "toy.Keep", "inputs": {"words": ["1", 4]}}}
            """);

        Cli.Result result = cli.run("check", "lamp.json", "wrong.json", "none.json");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(result.err().lines().filter(line -> line.startsWith("wrong.json: ")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(result.err()).contains("none.json: ");
    }

    @Test
    void convertWritesTheApiFormWithTemplatesAsTheyAre() throws Exception {
        Cli.Result printed = cli.run("convert", "lamp.json", "--set", "seed=9");
        Cli.Result written = cli.run("convert", "lamp.json", "--set", "seed=9", "-o", "api.json");

        assertThat(printed.out()).contains("\"a {red|green} lamp\"", "\"seed\": 9");
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(home.resolve("api.json"))).isEqualTo(printed.out());
    }

    @Test
    void nodesAreListedByCategory() {
        assertThat(cli.run("nodes").out()).contains("toys\n  toy.Endless\n");
        assertThat(cli.run("nodes", "--quiet").out().lines()).contains("toy.Keep");
    }

    @Test
    void nodesAsJsonAreObjectInfo() {
        Object info = JsonReader.read("nodes", cli.run("nodes", "--json").out(), JsonLimits.standard());

        assertThat(info).asInstanceOf(MAP).extractingByKey("toy.Words", MAP).containsEntry("output", List.of("STRING"));
    }
}
