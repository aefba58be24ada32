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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts the command line in a virtual machine of its own: standard streams, Ctrl-C, exit code. */
public final class Main {
    /** How long Ctrl-C waits for the step under way; one step of a big picture on a slow machine fits in. */
    private static final long STOP_SECONDS = 120;

    private Main() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--verbose")) {
            System.setProperty(LogSetup.LEVEL, "INFO"); // before anything logs
        }
        CancelSwitch stop = new CancelSwitch();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, finished), "stop"));
        // Never closed: what Java itself has to say goes to the same streams, up to the end.
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = CommandLines.run(surroundings(out, err), stop, arguments);
        finished.countDown();
        System.exit(code);
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

    /** Runs when the process is told to end: no half-written file stays behind. */
    private static void stopAndWait(CancelSwitch stop, CountDownLatch finished) {
        stop.cancel();
        try {
            if (!finished.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("darkroom: the step under way did not end; stopping anyway.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, Charset.defaultCharset());
    }
}
