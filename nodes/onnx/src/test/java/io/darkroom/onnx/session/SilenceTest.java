package io.darkroom.onnx.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime works for the user alone. Later versions keep an id of the machine and report to their maker unless told not to. */
final class SilenceTest {
    @TempDir
    Path home;

    /** The child process. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println("runs " + OrtEnvironment.getEnvironment().getVersion());
        }
    }

    @Test
    void nothingIsKeptInTheUsersHome() throws Exception {
        run("plain");

        try (Stream<Path> kept = Files.walk(home)) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void longCommandLinesDoNoHarm() throws Exception {
        run("workflow.json ".repeat(2000));
    }

    private void run(String argument) throws IOException, InterruptedException, URISyntaxException {
        ProcessBuilder child = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place(Child.class) + File.pathSeparator + place(OrtEnvironment.class),
                Child.class.getName(),
                argument));
        child.environment().put("HOME", home.toString());
        child.environment().remove("XDG_CACHE_HOME");
        child.environment().remove("ORT_DISABLE_TELEMETRY");
        Process process = child.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("runs 1.");
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
