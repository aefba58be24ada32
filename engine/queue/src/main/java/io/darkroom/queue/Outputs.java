package io.darkroom.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pictures that jobs saved, found again by what they were made from. Safe for concurrent use. */
public interface Outputs {
    /** Adds pictures; one that is known already (same type, subfolder and name) is replaced. */
    void add(List<Picture> pictures);

    /** Newest first. */
    List<Picture> list(Question question);

    int count(Question question);

    Optional<Picture> find(String type, String subfolder, String filename);

    /** Forgets a picture; the file is the caller's business. */
    void remove(String type, String subfolder, String filename);

    /**
     * A saved picture.
     *
     * @param text what it can be found by: prompts, model names, seed, title; any text
     * @param facts what a gallery shows of it, as JSON
     */
    record Picture(
            String type,
            String subfolder,
            String filename,
            String owner,
            String jobId,
            String nodeId,
            Instant saved,
            String text,
            String facts) {}

    /**
     * Which pictures.
     *
     * @param words each must occur in the picture's text, in any case; none: all pictures
     */
    record Question(Optional<String> owner, List<String> words, int offset, int limit) {
        public Question {
            words = List.copyOf(words);
        }
    }
}
