package io.darkroom.cli;

import io.darkroom.engine.run.CancelSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;

/** The command line as a user has it, with a folder of its own, in this virtual machine. */
public final class Cli {
    private final Path home;
    private final CancelSwitch stop = new CancelSwitch();

    public Cli(Path home) {
        this.home = home;
    }

    public record Result(int code, String out, String err) {}

    public Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        return CommandLines.run(
                new Surroundings(home, home, out, err, false, Clock.system(ZoneId.systemDefault())), stop, arguments);
    }

    /** What Ctrl-C does. */
    public void stop() {
        stop.cancel();
    }

    public Path file(String name, String content) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
