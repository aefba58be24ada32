package io.darkroom.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program wrote until it ended. */
record Program(List<String> command, int code, String out, String err) {
    /** Runs a program to its end, but no longer than this; then it is killed and its exit code is -1. */
    static Program run(Path folder, Duration longest, List<String> command) {
        try {
            Path out = Files.createTempFile("program", ".out");
            Path err = Files.createTempFile("program", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            Program program = new Program(
                    command, ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted.", e);
        }
    }

    /** The JSON value in the last line that it wrote, having ended well. */
    JsonPart told() {
        assertThat(code).as("%s%nout: %s%nerr: %s", command, out, err).isZero();
        String last = out.strip().substring(out.strip().lastIndexOf('\n') + 1);
        return JsonPart.root("output", JsonReader.read("output", last, JsonLimits.standard()));
    }
}
