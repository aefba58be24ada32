package io.darkroom.nodes.file;

import io.darkroom.api.node.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells two states of a file apart without reading it.
 *
 * @param place the file or the folder
 * @param entries for a file itself, for a folder all files below it, in order
 */
public record FileIdentity(Path place, List<Entry> entries) implements FileState {
    public FileIdentity {
        entries = List.copyOf(entries);
    }

    /** A file's place, size in bytes, and last change. */
    public record Entry(Path path, long size, FileTime changed) {}

    public static FileIdentity of(Path path) throws IOException {
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> files = below.filter(Files::isRegularFile).sorted().toList();
            Entry[] entries = new Entry[files.size()];
            for (int i = 0; i < entries.length; i++) {
                BasicFileAttributes attributes = Files.readAttributes(files.get(i), BasicFileAttributes.class);
                entries[i] = new Entry(files.get(i), attributes.size(), attributes.lastModifiedTime());
            }
            return new FileIdentity(path, List.of(entries));
        }
    }

    @Override
    public Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        entries.forEach(entry -> files.put(place.relativize(entry.path).toString(), entry.path));
        return files;
    }

    @Override
    public boolean isCurrent() throws IOException {
        return equals(of(place));
    }
}
