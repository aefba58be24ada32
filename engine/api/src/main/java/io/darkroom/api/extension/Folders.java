package io.darkroom.api.extension;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the user's files lie: models by type, inputs, outputs. */
public interface Folders {
    /** The names of all files of a model type ({@code checkpoints}, {@code loras} ...), relative with {@code /}, sorted. */
    List<String> list(String type);

    /**
     * Finds a model file by name; another separator, another case, or a base name that only one file has are accepted too.
     *
     * @throws io.darkroom.api.node.NodeException if there is none, with the nearest names and where to put it
     */
    Found find(String type, String name);

    /** The folders searched for a type, in order; the first is where new files go. */
    List<Path> folders(String type);

    Path input();

    Path output();

    Path temp();

    Path user();

    /**
     * @param name the name it is listed under
     * @param remark what differed from the asked name, as a sentence; empty if nothing did
     */
    record Found(Path path, String name, Optional<String> remark) {}
}
