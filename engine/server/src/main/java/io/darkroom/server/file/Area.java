package io.darkroom.server.file;

import io.darkroom.api.extension.Folders;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The folders that clients name by a word, their {@code type}. */
public enum Area {
    OUTPUT,
    INPUT,
    TEMP;

    /** The area that a client calls so; empty if there is none. */
    public static Optional<Area> named(String word) {
        for (Area area : values()) {
            if (area.word().equals(word)) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Path root(Folders folders) {
        return switch (this) {
            case OUTPUT -> folders.output();
            case INPUT -> folders.input();
            case TEMP -> folders.temp();
        };
    }
}
