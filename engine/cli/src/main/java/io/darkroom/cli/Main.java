package io.darkroom.cli;

import io.darkroom.cli.log.LogSetup;
import io.darkroom.engine.run.CancelSwitch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** Starts the command line in a virtual machine of its own: standard streams, Ctrl-C, exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--verbose")) {
            System.setProperty(LogSetup.LEVEL, "INFO"); // before anything logs
        }
        // Never closed: what Java itself has to say goes to the same streams, up to the end.
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Surroundings surroundings = surroundings(out, err);
        CancelSwitch stop = new CancelSwitch();
        Signals signals = Signals.listen(() -> {
            if (surroundings.terminal()) {
                err.println("\nStopping; Ctrl-C again ends it at once.");
            }
            stop.cancel();
        });
        System.exit(signals.exitCode(CommandLines.run(surroundings, stop, arguments)));
    }

    private static Surroundings surroundings(PrintWriter out, PrintWriter err) {
        Path here = Path.of("");
        String home = System.getProperty("darkroom.home");
        return new Surroundings(
                here, home == null ? here : Path.of(home), out, err, terminal(), Clock.system(ZoneId.systemDefault()));
    }

    /** The launcher knows; where it cannot (Windows), it keeps the console as it was before Java 22: null without terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean terminal() {
        String terminal = System.getProperty("darkroom.terminal");
        return terminal == null ? System.console() != null : Boolean.parseBoolean(terminal);
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, Charset.defaultCharset());
    }
}
