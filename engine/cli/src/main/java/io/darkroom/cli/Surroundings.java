package io.darkroom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the command line finds around it; a test hands in its own.
 *
 * @param workingDirectory what relative file arguments are relative to
 * @param home the folder of the {@code darkroom} script: the default base directory
 * @param out results only
 * @param err progress, warnings, errors
 * @param terminal whether a person watches {@code err}
 * @param clock tells the time in the user's zone
 */
public record Surroundings(
        Path workingDirectory, Path home, PrintWriter out, PrintWriter err, boolean terminal, Clock clock) {
    public Surroundings {
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
    }

    /** The same with other results. */
    public Surroundings withOut(PrintWriter changed) {
        return new Surroundings(workingDirectory, home, changed, err, terminal, clock);
    }

    /** A file argument as an absolute path. */
    public Path resolve(Path argument) {
        return workingDirectory.resolve(argument).normalize();
    }

    /** A path as the user would type it: relative where it lies below the working directory. */
    public String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(workingDirectory) && !absolute.equals(workingDirectory)
                ? workingDirectory.relativize(absolute).toString()
                : absolute.toString();
    }
}
