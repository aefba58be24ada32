package io.darkroom.server.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What lists say of a file. */
public final class FileFacts {
    private static final double MICROS = 1e6;

    private FileFacts() {}

    /**
     * Size in bytes and times in seconds, as ComfyUI gives them.
     *
     * @param name the file's name in the list, under {@code key}
     * @return empty if the file has gone meanwhile
     */
    public static Optional<Map<String, @Nullable Object>> of(String key, String name, Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put(key, name);
        facts.put("size", attributes.size());
        facts.put("modified", seconds(attributes.lastModifiedTime()));
        facts.put("created", seconds(attributes.creationTime()));
        return Optional.of(facts);
    }

    static double seconds(FileTime time) {
        return time.to(TimeUnit.MICROSECONDS) / MICROS;
    }
}
