package io.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {
    @TempDir
    Path folder;

    @Test
    void aPictureIsMadeByTheCommandLineAndOneByTheServer() throws Exception {
        Cli.Result result =
                new Cli(Path.of("../..")).run("rehearse", "workflows/lighthouse-at-night.json", folder.toString());

        assertThat(result).isEqualTo(new Cli.Result(0, "", ""));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> pictures =
                    files.filter(file -> file.toString().endsWith(".png")).toList();
            assertThat(pictures).hasSize(2);
        }
    }

    @Test
    void nobodyIsToldOfItInTheHelp() {
        assertThat(new Cli(folder).run("--help").out()).contains("serve").doesNotContain("rehearse");
    }
}
