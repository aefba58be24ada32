package io.darkroom.format;

/**
 * Tells the user what is wrong with a file, in one line: which file, where in it, which value, and what to do. Nothing but
 * this (and {@link java.io.IOException} for the disk itself) comes out of the readers, whatever a file holds.
 */
public final class WorkflowFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST = 600;

    /**
     * @param source the file, as the user calls it
     * @param where line and column, a JSON pointer, or empty for the file as a whole
     * @param problem a sentence
     */
    public WorkflowFileException(String source, String where, String problem) {
        super(oneLine(source + (where.isEmpty() ? "" : ", " + where) + ": " + problem));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
