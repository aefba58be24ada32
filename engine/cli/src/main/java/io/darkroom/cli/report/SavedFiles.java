package io.darkroom.cli.report;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that a node's result names, as paths on this machine. */
final class SavedFiles {
    private SavedFiles() {}

    /** The files that stay when the program ends. */
    static List<Path> kept(Shown shown, Folders folders) {
        return paths(shown, "output", folders.output());
    }

    /** The files that are deleted when the program ends. */
    static List<Path> passing(Shown shown, Folders folders) {
        return paths(shown, "temp", folders.temp());
    }

    private static List<Path> paths(Shown shown, String type, Path folder) {
        return shown.values().values().stream()
                .flatMap(List::stream)
                .flatMap(file -> member(file, "type").filter(type::equals).isPresent()
                        ? member(file, "filename").stream()
                                .map(name -> folder.resolve(
                                                member(file, "subfolder").orElse(""))
                                        .resolve(name))
                        : Stream.<Path>empty())
                .toList();
    }

    private static Optional<String> member(Object file, String name) {
        return file instanceof Map<?, ?> members && members.get(name) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
