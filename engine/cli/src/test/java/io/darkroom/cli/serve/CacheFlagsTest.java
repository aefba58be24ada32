package io.darkroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.cli.Cli;
import io.darkroom.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which results a server keeps in memory, by ComfyUI's flags. */
class CacheFlagsTest {
    @TempDir
    Path home;

    private static Map<String, ?> words(String text) {
        return Map.of(
                "words", Map.of("class_type", "toy.Words", "inputs", Map.of("text", text, "seed", 1)),
                "keep",
                        Map.of(
                                "class_type",
                                "toy.Keep",
                                "inputs",
                                Map.of("words", List.of("words", 0), "filename_prefix", "toy")));
    }

    @Test
    void withoutAFlagResultsOfEarlierPromptsAreKept() {
        try (Served server = Served.start(home)) {
            server.cached(words("red"));
            server.cached(words("green"));

            assertThat(server.cached(words("red"))).containsExactlyInAnyOrder("words", "keep");
        }
    }

    @Test
    void theClassicCacheKnowsTheLatestPromptAlone() {
        try (Served server = Served.start(home, "--cache-classic")) {
            server.cached(words("red"));
            assertThat(server.cached(words("red"))).containsExactlyInAnyOrder("words", "keep");
            server.cached(words("green"));

            assertThat(server.cached(words("red"))).isEmpty();
        }
    }

    @Test
    void aNumberOfResultsIsKeptTheLongestUnusedLeaveFirst() {
        try (Served server = Served.start(home, "--cache-lru", "4")) {
            server.cached(words("red"));
            server.cached(words("green"));
            assertThat(server.cached(words("red"))).hasSize(2);
            server.cached(words("blue"));

            assertThat(server.cached(words("red"))).hasSize(2);
            assertThat(server.cached(words("green"))).isEmpty();
        }
    }

    @Test
    void withoutACacheEverythingRunsEachTime() {
        try (Served server = Served.start(home, "--cache-none")) {
            server.cached(words("red"));

            assertThat(server.cached(words("red"))).isEmpty();
        }
    }

    @Test
    void resultsAreKeptWhileThereIsMemoryToSpare() {
        try (Served server = Served.start(home, "--cache-ram", "0.001")) {
            server.cached(words("red"));
            server.cached(words("green"));

            assertThat(server.cached(words("red"))).hasSize(2);
        }
    }

    @Test
    void noResultIsKeptWhereTheMachineHasLessMemoryThanShallBeFree() {
        try (Served server = Served.start(home, "--cache-ram", "1000000")) {
            server.cached(words("red"));

            assertThat(server.cached(words("red"))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"--cache-ram", "--cache-lru=0"})
    void flagsThatChangeLittleAreTaken(String flag) {
        assertThat(new Cli(home)
                        .run("serve", "--port", "0", "--quick-test-for-ci", flag)
                        .code())
                .isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "--cache-lru=-1, --cache-lru is -1",
        "--cache-ram=0, --cache-ram is 0",
        "--cache-disk=-2, --cache-disk is -2"
    })
    void numbersThatMeanNothingAreRefused(String flag, String sentence) {
        Cli.Result result = new Cli(home).run("serve", "--port", "0", "--quick-test-for-ci", flag);

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(result.err()).contains(sentence);
    }

    @Test
    void onlyOneWayCanBeChosen() {
        Cli.Result result = new Cli(home).run("serve", "--port", "0", "--cache-none", "--cache-lru", "3");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG);
        assertThat(result.err()).contains("--cache-none", "--cache-lru", "mutually exclusive");
    }
}
