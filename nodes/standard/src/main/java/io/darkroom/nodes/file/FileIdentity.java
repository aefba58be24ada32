package io.darkroom.nodes.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells two states of a file apart without reading it.
 *
 * @param entries for a file itself, for a folder all files below it, in order
 */
public record FileIdentity(List<Entry> entries) {
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
            return new FileIdentity(List.of(entries));
        }
    }
}
