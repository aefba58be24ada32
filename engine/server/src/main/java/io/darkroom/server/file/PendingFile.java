package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that is written beside its place and appears there when it is whole, so that no reader and no crash meets half of
 * one. Closing it removes what was not put into place.
 */
public final class PendingFile implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final Path path;

    private PendingFile(Path path) {
        this.path = path;
    }

    /** Makes the folder of the target if it is missing. */
    public static PendingFile beside(Path target) throws IOException {
        Path folder = makeFolderOf(target);
        return new PendingFile(folder.resolve(".darkroom-" + UUID.randomUUID() + ".part"));
    }

    /** Writes a small file as a whole. */
    public static void write(Path target, byte[] content) throws IOException {
        try (PendingFile pending = beside(target)) {
            Files.write(pending.path(), content);
            pending.replace(target);
        }
    }

    /**
     * Makes the folder that a file will lie in, and those above it.
     *
     * @throws HttpProblem 400 if one of them is a file
     */
    public static Path makeFolderOf(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(target.toString(), null, "it is no place for a file");
        }
        try {
            return Files.createDirectories(folder);
        } catch (FileSystemException e) {
            for (Path above = folder; above != null; above = above.getParent()) {
                if (Files.isRegularFile(above)) {
                    throw HttpProblem.badRequest(
                            "not_a_folder",
                            "\"" + above.getFileName()
                                    + "\" is a file, so nothing can lie in it; choose another folder.",
                            "");
                }
            }
            throw e;
        }
    }

    /**
     * Writes all there is to read.
     *
     * @throws HttpProblem 413 if that is more than the limit, 507 if the disk is full
     */
    public void fill(InputStream content, long maxBytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] piece = new byte[PIECE];
            long total = 0;
            for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                total += count;
                if (total > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                out.write(piece, 0, count);
            }
        } catch (IOException e) {
            if (Files.getFileStore(path.getParent()).getUsableSpace() < PIECE) {
                throw new HttpProblem(507, "disk_full", "The server's disk is full; make room and send it again.", "");
            }
            throw e;
        }
    }

    /** What is said of a body or file that is larger than the server takes. */
    static HttpProblem tooLarge(long maxBytes) {
        return new HttpProblem(
                413,
                "too_large",
                "What was sent is larger than the limit of " + maxBytes
                        + " bytes. Raise it with --max-upload-size, in megabytes.",
                "");
    }

    /** Where to write to. */
    public Path path() {
        return path;
    }

    /** Puts the file into its place, over one that is there. */
    public void replace(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Puts the file into its place unless there is one.
     *
     * @throws FileAlreadyExistsException if there is
     */
    public void create(Path target) throws IOException {
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(path, target); // a file system without links
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
