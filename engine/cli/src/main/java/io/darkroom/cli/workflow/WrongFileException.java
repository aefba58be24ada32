package io.darkroom.cli.workflow;

/** A file that cannot be run as the user wishes. */
public final class WrongFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String problem;

    WrongFileException(String file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.problem = problem;
    }

    /** What is wrong, without the file's name. */
    public String problem() {
        return problem;
    }
}
