package io.darkroom.server.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What packs bring beside nodes, by folder: {@code web} (scripts for the front end), {@code locales}, example workflows,
 * {@code subgraphs}. Asks the disk each time; safe for concurrent use.
 *
 * @param folder holds a folder for each pack; need not exist
 */
record Packs(Path folder) {
    /** Where ComfyUI looks for a pack's example workflows; the first that exists counts. */
    private static final List<String> EXAMPLES =
            List.of("example_workflows", "example", "examples", "workflow", "workflows");

    /** A pack's folder, by which it is known. */
    record Pack(String name, Path folder) {
        /** A folder inside it, if it has that. */
        Optional<Path> has(String part) {
            return Optional.of(folder.resolve(part)).filter(Files::isDirectory);
        }

        Optional<Path> examples() {
            return EXAMPLES.stream().flatMap(name -> has(name).stream()).findFirst();
        }
    }

    List<Pack> all() throws IOException {
        return foldersIn(folder).stream()
                .map(pack -> new Pack(String.valueOf(pack.getFileName()), pack))
                .toList();
    }

    Optional<Pack> find(String name) throws IOException {
        return all().stream().filter(pack -> pack.name().equals(name)).findFirst();
    }

    /** The folders directly in another that are not hidden, sorted; none if that does not exist. */
    static List<Path> foldersIn(Path folder) throws IOException {
        return entries(folder, Files::isDirectory, 1);
    }

    /** The files below a folder whose names end so, sorted; none if it does not exist. */
    static List<Path> files(Path folder, String ending, int depth) throws IOException {
        return entries(folder, file -> file.toString().endsWith(ending) && Files.isRegularFile(file), depth);
    }

    private static List<Path> entries(Path folder, java.util.function.Predicate<Path> which, int depth)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(folder, depth)) {
            return below.filter(entry -> !entry.equals(folder))
                    .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .filter(which)
                    .sorted()
                    .toList();
        }
    }

    /** A file's name without its extension. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
