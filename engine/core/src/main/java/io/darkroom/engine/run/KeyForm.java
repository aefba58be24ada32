package io.darkroom.engine.run;

import io.darkroom.api.node.FileState;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In which form a node's fingerprint and constants enter its key. */
interface KeyForm {
    /** As they are: files by place and time. For the memory of this process. */
    KeyForm PLAIN = new KeyForm() {
        @Override
        public Optional<Fingerprints.Print> print(Fingerprints.Print print) {
            return Optional.of(print);
        }

        @Override
        public boolean leavesOut(NodeType type, String input, Fingerprints.Print print) {
            return false;
        }
    };

    /** The fingerprint as it enters the key; empty if its node can have none. */
    Optional<Fingerprints.Print> print(Fingerprints.Print print);

    /** Whether a constant does not matter beside the fingerprint. */
    boolean leavesOut(NodeType type, String input, Fingerprints.Print print);

    /**
     * Files by what they hold, so that keys are good for another day and another folder.
     *
     * @param digests the hash of a file; empty if it is not to be had
     */
    static KeyForm byContent(Digests digests) {
        return new KeyForm() {
            @Override
            public Optional<Fingerprints.Print> print(Fingerprints.Print print) {
                try {
                    return Optional.of(new Fingerprints.Print(hashed(print.value(), digests)));
                } catch (IOException | StackOverflowError e) {
                    return Optional.empty();
                }
            }

            /** The name of a file whose content counts. */
            @Override
            public boolean leavesOut(NodeType type, String input, Fingerprints.Print print) {
                return holdsFile(print.value())
                        && type.input(input).flatMap(slot -> slot.widget()).orElse(null) instanceof Widget.Choice choice
                        && (choice.folder().isPresent() || choice.upload());
            }
        };
    }

    private static @Nullable Object hashed(@Nullable Object value, Digests digests) throws IOException {
        if (value instanceof List<?> members) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Object member : members) {
                all.add(hashed(member, digests));
            }
            return all;
        }
        if (value instanceof FileState state) {
            Map<String, String> hashes = new TreeMap<>();
            for (Map.Entry<String, Path> file : state.files().entrySet()) {
                hashes.put(file.getKey(), digests.of(file.getValue()));
            }
            if (!state.isCurrent()) { // it changed meanwhile: the hash may be of another content
                throw new IOException("A file has changed.");
            }
            return hashes;
        }
        return value;
    }

    private static boolean holdsFile(@Nullable Object value) {
        return value instanceof FileState
                || (value instanceof List<?> members && members.stream().anyMatch(KeyForm::holdsFile));
    }

    /** Hashes of files. */
    @FunctionalInterface
    interface Digests {
        /**
         * @throws IOException if there is none
         */
        String of(Path file) throws IOException;
    }
}
