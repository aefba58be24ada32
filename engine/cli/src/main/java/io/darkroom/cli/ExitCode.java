package io.darkroom.cli;

/** What the program's exit code says. */
public final class ExitCode {
    public static final int DONE = 0;
    /** A workflow was right, but failed while it ran; or a picture differs from what {@code verify} expected. */
    public static final int FAILED = 1;
    /** The arguments or a workflow are wrong: nothing ran. */
    public static final int WRONG = 2;
    /** Stopped by Ctrl-C, as shells count it. */
    public static final int STOPPED = 130;

    private ExitCode() {}
}
