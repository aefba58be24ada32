package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a client may give to new files: those that every system can hold and a person can tell apart. */
public final class FileNames {
    /** Devices of Windows, which no file there can be called, with any extension (learn.microsoft.com, "Naming Files"). */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

    private static final int LONGEST_PART = 255; // bytes, on all usual file systems
    private static final int LONGEST_NAME = 1000; // characters, which leaves room for the folder in Linux's 4,096 bytes
    private static final Set<Integer> UNSEEN =
            Set.of((int) Character.CONTROL, (int) Character.SURROGATE, (int) Character.LINE_SEPARATOR, (int)
                    Character.PARAGRAPH_SEPARATOR);

    private FileNames() {}

    /**
     * Refuses a name that a new file or folder must not have.
     *
     * @param name relative, with {@code /} or {@code \} between its parts
     * @throws HttpProblem 400 that says what is wrong with it
     */
    public static void require(String name) {
        if (name.length() > LONGEST_NAME) {
            throw refuse(name, "has " + name.length() + " characters; use at most " + LONGEST_NAME);
        }
        for (String part : name.replace('\\', '/').split("/", -1)) {
            requirePart(name, part);
        }
        try {
            if (Path.of(name).isAbsolute()) {
                throw refuse(name, "is absolute; give a name without a folder of the system");
            }
        } catch (InvalidPathException e) {
            throw refuse(name, "cannot be a file name on this system (" + e.getReason() + "); use plain letters");
        }
    }

    private static void requirePart(String name, String part) {
        if (part.isBlank() || part.equals(".") || part.equals("..")) {
            throw refuse(name, "has an empty part, \".\" or \"..\" in it; give a plain name");
        }
        if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
            throw refuse(name, "has a part of more than " + LONGEST_PART + " bytes; shorten it");
        }
        if (part.codePoints().anyMatch(FileNames::isUnseen)) {
            throw refuse(name, "holds a character that cannot be seen; leave out controls and marks of direction");
        }
        if (part.endsWith(".") || part.endsWith(" ")) {
            throw refuse(name, "has a part that ends in a dot or a space, which Windows drops; leave it out");
        }
        if (DEVICE.matcher(part).matches()) {
            throw refuse(name, "has a part named as a device of Windows; choose another name");
        }
    }

    private static boolean isUnseen(int character) {
        boolean direction =
                (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        boolean none = character == 0xFEFF || (character & 0xFFFE) == 0xFFFE; // byte order mark, non-characters
        return direction || none || UNSEEN.contains(Character.getType(character));
    }

    private static HttpProblem refuse(String name, String why) {
        String shown = name.length() <= 80 ? name : name.substring(0, 80) + " ...";
        return HttpProblem.badRequest("invalid_name", "The name \"" + shown + "\" " + why + ".", "");
    }
}
