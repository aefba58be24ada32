package io.darkroom.onnx.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Hashes of model files, remembered in a small file, as hashing gigabytes takes seconds. An entry holds while path, size and
 * modification time of its model stay the same. Safe for use by several threads and programs: the file is replaced as a whole,
 * so that a reader never sees half of it; of two entries written at the same moment one may be lost and is made again.
 */
public final class FileHashes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECE = 1 << 20;
    private static final long MAX_MEMORY = 8 << 20; // an entry takes some 200 bytes

    private final Path memory;

    /**
     * @param userFolder where {@code hashes.json} is kept
     */
    public FileHashes(Path userFolder) {
        this.memory = userFolder.resolve("hashes.json");
    }

    /**
     * The hash of a file's content.
     *
     * @throws UnusableFileException if it cannot be read
     */
    public FileHash of(Path file) {
        try {
            Path real = file.toRealPath();
            long size = Files.size(real);
            long modified = Files.getLastModifiedTime(real).toMillis();
            Optional<FileHash> known = recall(real, size, modified);
            if (known.isPresent()) {
                return known.get();
            }
            FileHash hash = new FileHash(sha256(real));
            remember(real, size, modified, hash);
            return hash;
        } catch (IOException e) {
            throw new UnusableFileException("The file \"" + file + "\" cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The hash of a file's content if it is remembered and the file has not changed since; never reads the file. */
    public Optional<FileHash> known(Path file) {
        try {
            Path real = file.toRealPath();
            return recall(
                    real, Files.size(real), Files.getLastModifiedTime(real).toMillis());
        } catch (IOException e) {
            return Optional.empty(); // a file that is not there has no hash
        }
    }

    private Optional<FileHash> recall(Path real, long size, long modified) {
        JsonNode entry = read().path(real.toString());
        boolean same =
                entry.path("size").asLong(-1) == size && entry.path("modified").asLong(-1) == modified;
        try {
            return same ? Optional.of(new FileHash(entry.path("sha256").asText())) : Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty(); // made again below
        }
    }

    /** Remembers if it can: in a folder that cannot be written to, hashes are made each time. */
    private synchronized void remember(Path real, long size, long modified, FileHash hash) throws IOException {
        ObjectNode all = read();
        all.putObject(real.toString())
                .put("size", size)
                .put("modified", modified)
                .put("sha256", hash.sha256());
        Path folder = memory.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return;
        }
        Path fresh = Files.createTempFile(folder, "hashes", ".tmp");
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), all);
            Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What is remembered; nothing if the file is missing or damaged, as it can be made again. */
    private ObjectNode read() {
        try {
            if (Files.isRegularFile(memory)
                    && Files.size(memory) <= MAX_MEMORY
                    && JSON.readTree(Files.readAllBytes(memory)) instanceof ObjectNode known) {
                return known;
            }
            return JSON.createObjectNode();
        } catch (JacksonException damaged) {
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw new UnusableFileException("The file \"" + memory + "\" cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static String sha256(Path path) throws IOException {
        MessageDigest digest = newDigest();
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
