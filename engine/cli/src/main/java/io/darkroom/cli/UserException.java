package io.darkroom.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Something that the user asked for and that cannot be done; its message is all that the user needs to read. */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 300;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why a file could not be read or written, as the end of a sentence. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return oneLine(failure.getReason());
        }
        return oneLine(e.getMessage());
    }

    /** A text of others as part of a one-line message. */
    public static String oneLine(@Nullable String text) {
        String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
