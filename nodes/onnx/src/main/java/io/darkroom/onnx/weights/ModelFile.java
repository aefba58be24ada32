package io.darkroom.onnx.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A model file on disk, open for reading and mapped into memory. Safe for concurrent use. Whoever opened it closes it;
 * mapped regions handed out before stay valid.
 *
 * <p>Everything is mapped on opening, and reading goes through a {@link RandomAccessFile}: a {@link FileChannel} that is kept
 * open would be closed for all users when one thread that uses it is interrupted.
 */
final class ModelFile implements AutoCloseable {
    /** The largest region that can be mapped: each window reaches this far beyond the start of the next one. */
    static final long MAX_REGION = 1L << 30;

    private final Path path;
    private final long size;
    private final String identity;
    private final List<ByteBuffer> windows;
    private final RandomAccessFile reader;

    private ModelFile(Path path) throws IOException {
        Path real = path.toRealPath();
        this.path = path;
        this.reader = new RandomAccessFile(real.toFile(), "r");
        this.size = reader.length();
        this.identity =
                real + "|" + size + "|" + Files.getLastModifiedTime(real).toMillis();
        this.windows = map(real, size);
    }

    /**
     * @throws UnusableFileException if it cannot be read
     */
    static ModelFile open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new UnusableFileException("\"" + path + "\" is a folder; a model file is needed here.");
            }
            return new ModelFile(path);
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("There is no file \"" + path + "\"; check its name.", e);
        } catch (IOException e) {
            throw new UnusableFileException(
                    "The file \"" + path + "\" cannot be opened: " + e.getMessage() + ". Check its permissions.", e);
        }
    }

    private static List<ByteBuffer> map(Path path, long size) throws IOException {
        List<ByteBuffer> windows = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long start = 0; start < size; start += MAX_REGION) {
                long length = Math.min(2 * MAX_REGION - 1, size - start);
                windows.add(channel.map(FileChannel.MapMode.READ_ONLY, start, length));
            }
        }
        return List.copyOf(windows);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Equal for files of the same path, size and modification time. */
    String identity() {
        return identity;
    }

    /** A region, mapped, read-only and little-endian. The caller has checked that it lies in the file. */
    ByteBuffer region(long offset, long length) {
        if (length > MAX_REGION) {
            throw broken("one of its tensors takes " + length + " bytes; at most " + MAX_REGION + " are supported");
        }
        if (length == 0) {
            return ByteBuffer.allocateDirect(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer window = windows.get((int) (offset / MAX_REGION));
        return window.slice((int) (offset % MAX_REGION), (int) length)
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a region into memory, without touching the mapping, so that it does not stay resident. */
    ByteBuffer read(long offset, int length) {
        byte[] bytes = new byte[length];
        try {
            synchronized (reader) {
                reader.seek(offset);
                reader.readFully(bytes);
            }
        } catch (EOFException e) {
            throw new UnusableFileException(
                    "The file \"" + path + "\" became shorter while it was read; load it again.", e);
        } catch (IOException e) {
            throw new UnusableFileException("The file \"" + path + "\" cannot be read: " + e.getMessage() + ".", e);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The refusal of this file, because of something in it. */
    UnusableFileException broken(String fault) {
        return new UnusableFileException(
                "The file \"" + path + "\" is broken: " + fault + ". Download or save it again.");
    }

    UnusableFileException broken(String fault, Throwable cause) {
        return new UnusableFileException(
                "The file \"" + path + "\" is broken: " + fault + ". Download or save it again.", cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UnusableFileException("The file \"" + path + "\" cannot be closed: " + e.getMessage() + ".", e);
        }
    }
}
