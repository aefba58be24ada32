package io.darkroom.nodes.picture;

import io.darkroom.api.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where the pictures of a prefix go: {@code portraits/ann} becomes {@code portraits/ann_00001_.png}, counting on from what
 * is there.
 *
 * @param root the folder that must not be left
 * @param folder where the files go, {@code root} or below
 * @param base how their names begin; may hold {@code %batch_num%}
 */
record SaveName(Path root, Path folder, String base) {
    /**
     * @param prefix may name sub-folders and hold {@code %width% %height% %year% %month% %day% %hour% %minute% %second%}
     * @throws NodeException if it leads out of the root
     */
    static SaveName of(Path root, String prefix, int width, int height, LocalDateTime now) {
        String filled = prefix.replace("%width%", Integer.toString(width))
                .replace("%height%", Integer.toString(height))
                .replace("%year%", Integer.toString(now.getYear()))
                .replace("%month%", twoDigits(now.getMonthValue()))
                .replace("%day%", twoDigits(now.getDayOfMonth()))
                .replace("%hour%", twoDigits(now.getHour()))
                .replace("%minute%", twoDigits(now.getMinute()))
                .replace("%second%", twoDigits(now.getSecond()));
        if (filled.isBlank()) {
            throw NodeException.atInput(
                    "filename_prefix", "Input \"filename_prefix\" is empty; give the pictures a name.");
        }
        try {
            Path start = root.toAbsolutePath().normalize();
            Path target = start.resolve(filled).normalize();
            Path folder = target.getParent();
            if (folder == null || !folder.startsWith(start)) {
                throw outside(prefix);
            }
            return new SaveName(start, folder, target.getFileName().toString());
        } catch (InvalidPathException e) {
            throw NodeException.atInput(
                    "filename_prefix",
                    "\"" + prefix + "\" cannot be a file name here: " + e.getReason() + ". Use other characters.");
        }
    }

    private static NodeException outside(String prefix) {
        return NodeException.atInput(
                "filename_prefix",
                "Saving outside the output folder is not allowed, and \"" + prefix
                        + "\" leads out of it. Use a plain name," + " or --output-directory to save elsewhere.");
    }

    private static String twoDigits(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }

    /** The file of one picture. */
    Path file(int counter, int batchNumber) {
        return folder.resolve(base.replace("%batch_num%", Integer.toString(batchNumber))
                + String.format(Locale.ROOT, "_%05d_.png", counter));
    }

    /** The folder below the root, with {@code /}; may be empty. */
    String subfolder() {
        return root.relativize(folder).toString().replace('\\', '/');
    }

    /** One more than the largest counter among the files whose names begin alike; 1 if there are none. */
    int nextCounter() throws IOException {
        String start = base + "_";
        try (Stream<Path> files = Files.list(folder)) {
            return 1
                    + files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith(start))
                            .mapToInt(name -> counter(name.substring(start.length())))
                            .max()
                            .orElse(0);
        }
    }

    private static int counter(String afterBase) {
        String digits = afterBase.substring(0, Math.max(0, afterBase.indexOf('_')));
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0; // another file whose name happens to begin alike
        }
    }
}
