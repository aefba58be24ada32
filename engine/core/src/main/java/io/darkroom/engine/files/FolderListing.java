package io.darkroom.engine.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Lists what lies below a set of folders: links are followed, {@code .git} and what cannot be read is left out. */
final class FolderListing {
    private FolderListing() {}

    static List<String> below(List<Path> folders, FileKind.Shape shape) {
        SortedSet<String> names = new TreeSet<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                collect(folder, shape, names, Integer.MAX_VALUE);
            }
        }
        return List.copyOf(names);
    }

    /** What lies directly in a folder. */
    static List<String> in(Path folder, FileKind.Shape shape) {
        SortedSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            collect(folder, shape, names, 1);
        }
        return List.copyOf(names);
    }

    private static void collect(Path folder, FileKind.Shape shape, SortedSet<String> names, int depth) {
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Collector(folder, shape, names));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final FileKind.Shape shape;
        private final SortedSet<String> names;

        Collector(Path folder, FileKind.Shape shape, SortedSet<String> names) {
            this.folder = folder;
            this.shape = shape;
            this.names = names;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.endsWith(".git")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (shape == FileKind.Shape.PIPELINE_FOLDER && !directory.equals(folder)) {
                add(directory);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (shape != FileKind.Shape.PIPELINE_FOLDER) {
                add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** A broken link, a loop of links or a locked folder hides itself, not the rest. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            return FileVisitResult.CONTINUE;
        }

        private void add(Path path) {
            if (shape.accepts(path)) {
                names.add(folder.relativize(path).toString().replace('\\', '/'));
            }
        }
    }
}
