package io.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code darkroom} script, with a {@code java} and a {@code mvn} that only tell how they were called. */
class LauncherTest {
    private static final String JAVA = """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "'"$JAVA_SAYS"'" 2025-04-15' >&2; exit 0; fi
        for argument; do echo "<$argument>"; done
        case "$*" in *ArchiveClassesAtExit*) exit 1 ;; esac
        echo "in $(pwd)"
        """;
    private static final String MVN = """
        #!/bin/sh
        echo "mvn $*"
        mkdir -p engine/cli/target/app && : >engine/cli/target/app/darkroom.jar
        exit $MVN_ENDS
        """;

    @TempDir
    Path folder;

    private Path home;
    private Path tools;
    private Path jar;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void makeAClone() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        home = Files.createDirectories(folder.resolve("my clone"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jar = home.resolve("engine/cli/target/app/darkroom.jar");
        executable(home.resolve("darkroom"), Files.readString(Path.of("../../darkroom")));
        Files.createDirectories(home.resolve("engine/cli/src/main"));
        Files.createDirectories(home.resolve("nodes"));
        Files.createDirectories(home.resolve("web-ui"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        executable(tools.resolve("java"), JAVA);
        executable(tools.resolve("javac"), "#!/bin/sh\n");
        executable(tools.resolve("mvn"), MVN);
        executable(tools.resolve("npm"), "#!/bin/sh\n");
        for (String tool : List.of("cat", "dirname", "find", "head", "mkdir", "mv", "readlink", "rm", "sed", "uname")) {
            Path found = Stream.of("/bin", "/usr/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
        }
    }

    @Test
    void aFreshCloneIsBuiltAndThenRuns() throws Exception {
        Result result = run(home.resolve("darkroom"), Map.of(), "run", "a b.json");

        assertThat(result.code).isZero();
        assertThat(result.err).isEqualTo("""
            Building Darkroom (first run)…
            mvn -B -q -Dstyle.color=never -DskipTests -DskipUi=false -pl engine/cli -am package
            Preparing Darkroom (once after each build)…
            """);
        assertThat(result.out).contains("<-jar>\n<" + jar.toRealPath() + ">\n<run>\n<a b.json>\n");
    }

    @Test
    void whereTheEditorCannotBeBuiltTheRestIs() throws Exception {
        executable(tools.resolve("npm"), "#!/bin/sh\necho 'no packages' >&2\nexit 1\n");

        Result result = run(home.resolve("darkroom"), Map.of(), "run", "a.json");

        assertThat(result.code).isZero();
        assertThat(result.err)
                .contains("no packages\ndarkroom: the editor is left out of this build, see above; all else works.")
                .contains("-DskipUi=true");
    }

    @Test
    void whatIsBuiltStartsAtOnceInTheUsersFolder() throws Exception {
        run(home.resolve("darkroom"), Map.of());

        Result result = run(home.resolve("darkroom"), Map.of("DARKROOM_JAVA_OPTS", "-Xmx2g -Dx=y"), "check", "");

        assertThat(result.err).isEmpty();
        assertThat(result.out)
                .contains("<-Xmx2g>\n<-Dx=y>\n", "<-Ddarkroom.home=" + home.toRealPath() + ">\n", "<check>\n<>\n")
                .endsWith("in " + folder.toRealPath() + "\n");
    }

    @Test
    void aChangedSourceIsBuiltAndAChangedTestIsNot() throws Exception {
        run(home.resolve("darkroom"), Map.of());
        Path test = Files.createDirectories(home.resolve("nodes/x/src/test")).resolve("ATest.java");
        newer(Files.writeString(test, "class ATest {}"));
        assertThat(run(home.resolve("darkroom"), Map.of()).err).isEmpty();

        Path source = Files.createDirectories(home.resolve("nodes/x/src/main")).resolve("A.java");
        newer(Files.writeString(source, "class A {}"));

        assertThat(run(home.resolve("darkroom"), Map.of()).err).startsWith("Building Darkroom (sources changed)…\n");
    }

    @Test
    void aLinkToTheScriptFindsTheCloneItBelongsTo() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("dr"), Path.of("my clone/darkroom"));
        Path second = Files.createSymbolicLink(tools.resolve("dr"), link);

        Result result = run(second, Map.of());

        assertThat(result.out).contains("<-Ddarkroom.home=" + home.toRealPath() + ">\n");
    }

    @Test
    void whatIsMissingIsSaidInOneSentence() throws Exception {
        Files.delete(tools.resolve("mvn"));

        Result result = run(home.resolve("darkroom"), Map.of());

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).startsWith("darkroom: there is no mvn;").hasLineCount(1);
    }

    @Test
    void anOlderJavaIsNamedWithItsVersion() throws Exception {
        Result result = run(home.resolve("darkroom"), Map.of("JAVA_SAYS", "11.0.2"));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err)
                .contains("java is version 11; Darkroom needs a JDK 17")
                .hasLineCount(1);
    }

    @Test
    void aFailedBuildEndsWithItsReason() throws Exception {
        Result result = run(home.resolve("darkroom"), Map.of("MVN_ENDS", "1"));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).endsWith("darkroom: the build failed, see above.\n");
        assertThat(result.out).isEmpty();
    }

    private Result run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", tools.toString(), "JAVA_SAYS", "17.0.1", "MVN_ENDS", "0"));
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("err").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }

    private void newer(Path file) throws IOException {
        Instant later = Files.getLastModifiedTime(jar).toInstant().plusSeconds(2);
        Files.setLastModifiedTime(file, FileTime.from(later));
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
