package io.darkroom.cli.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes what lies in a folder. A link is deleted, never what it points to. */
final class Emptying extends SimpleFileVisitor<Path> {
    private final Path folder;

    private Emptying(Path folder) {
        this.folder = folder;
    }

    /** Does nothing if the folder is a link or not there. */
    static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new Emptying(folder));
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (!directory.equals(folder)) {
            Files.delete(directory);
        }
        return FileVisitResult.CONTINUE;
    }
}
