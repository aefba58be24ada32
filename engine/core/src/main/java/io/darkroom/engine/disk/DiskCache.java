package io.darkroom.engine.disk;

import io.darkroom.engine.cache.CacheKey;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results in files named by their key. Reading is quick; writing and what has to be found out for it happen on a thread of
 * their own, which does not keep the program alive. A damaged file is removed and counts as missing; a file appears whole or
 * not at all. Safe for concurrent use; closing it gives up what cannot be written within a second, and then
 * the folder is left in peace.
 */
public final class DiskCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
    private static final String ENDING = ".result";
    private static final int IDLE_SECONDS = 10;
    private static final int GRACE_SECONDS = 1; // writing takes milliseconds, hashing a checkpoint seconds
    private static final int PATIENCE_SECONDS = 10; // what is interrupted notices at its next read or write
    private static final int MOST_WAITING = 1000;
    private static final long MOST_BYTES = 16 << 20; // a latent of 2048 x 2048 takes 1 MiB; more is no longer small

    private final DiskOptions options;
    private final ResultCodec codec;
    private final ExecutorService writer;

    public DiskCache(DiskOptions options) {
        this.options = options;
        this.codec = new ResultCodec(options.maker());
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "darkroom-disk-cache");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        this.writer = one;
    }

    public FileDigests digests() {
        return options.digests();
    }

    public Optional<StoredResult> get(CacheKey key) {
        Path file = file(key);
        try {
            Optional<StoredResult> result = codec.read(Files.readAllBytes(file));
            if (result.isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // the time of the last use
            } else {
                remove(file); // the place is needed for what this version makes
            }
            return result;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn(
                    "The kept result {} is of no use, {}; it is removed and will be made again.", file, e.getMessage());
            remove(file);
            return Optional.empty();
        }
    }

    /** Does some work later, on the thread of its own; forgets it if there is too much, or this is closed. */
    public void later(Runnable work) {
        try {
            writer.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("A result could not be kept on disk.", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("A result is not kept on disk: there is no time for it.");
        }
    }

    /** Keeps a result, if it is of a kind and size that can be kept, and makes room for it. */
    public void put(CacheKey key, StoredResult result) {
        Optional<byte[]> bytes = codec.write(result).filter(written -> written.length <= MOST_BYTES);
        if (bytes.isEmpty() || Files.exists(file(key))) {
            return;
        }
        try {
            Files.createDirectories(options.folder());
            Path fresh = Files.createTempFile(options.folder(), "new", ".tmp");
            try {
                Files.write(fresh, bytes.get());
                Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            makeRoom();
        } catch (ClosedByInterruptException e) {
            LOG.debug("A result is not kept on disk: the program ends.");
        } catch (IOException e) {
            LOG.warn("A result could not be kept in {}: {}", options.folder(), e.toString());
        }
    }

    private void makeRoom() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(options.folder())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry longestUnused : entries) {
            if (bytes <= options.bytes()) {
                return;
            }
            remove(longestUnused.file);
            bytes -= longestUnused.bytes;
        }
    }

    private record Entry(Path file, long bytes, FileTime used) {}

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", file, e.toString());
        }
    }

    private Path file(CacheKey key) {
        HexFormat hex = HexFormat.of();
        return options.folder().resolve(hex.toHexDigits(key.high()) + hex.toHexDigits(key.low()) + ENDING);
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (writer.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            writer.shutdownNow();
            if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A result is still being written to {} after {} s.", options.folder(), PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
