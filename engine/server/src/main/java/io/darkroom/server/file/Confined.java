package io.darkroom.server.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps names that clients send inside the folder they are meant for. */
public final class Confined {
    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:.*", Pattern.DOTALL);

    private Confined() {}

    /**
     * The path of a name below a folder; it need not exist. Both {@code /} and {@code \} separate, as clients run on Windows too.
     * The folder itself may be a link, and links may point about inside it.
     *
     * @param name relative; the empty name is the folder itself
     * @return empty if the name leaves the folder, by its words or by a link, or cannot be a path here
     */
    public static Optional<Path> below(Path folder, String name) {
        return lexically(folder, name).filter(path -> staysInside(folder, path));
    }

    /** As {@link #below}, but links may lead anywhere: for folders whose links only their owner can make, as those of models. */
    public static Optional<Path> lexically(Path folder, String name) {
        String slashed = name.replace('\\', '/');
        if (ABSOLUTE.matcher(slashed).matches()) {
            return Optional.empty();
        }
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path path = root.resolve(slashed).normalize();
            return path.startsWith(root) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean staysInside(Path folder, Path path) {
        if (!Files.exists(folder)) {
            return true; // nothing is in it yet, so no link either
        }
        try {
            Path root = folder.toRealPath();
            for (Path part = path; part != null; part = part.getParent()) {
                if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                    return part.toRealPath().startsWith(root);
                }
            }
            return false;
        } catch (IOException e) {
            return false; // a broken link: what it will point to is not known
        }
    }
}
