package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import java.util.Optional;

/** Where the halves of TAESD lie. */
final class TaesdFiles {
    static final String FOLDER = "vae_approx";
    static final String TAESD = "taesd";

    private TaesdFiles() {}

    /**
     * The name of a half's file.
     *
     * @param half {@code encoder} or {@code decoder}
     */
    static Optional<String> half(Folders folders, String half) {
        return folders.list(FOLDER).stream()
                .filter(file -> file.startsWith(TAESD + "_" + half + "."))
                .findFirst();
    }
}
