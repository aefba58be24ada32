package io.darkroom.format.picture;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Context;
import io.darkroom.api.workflow.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts for the pictures of one run: {@code prompt} and {@code workflow} as ComfyUI writes them, A1111's
 * {@code parameters}, and our lock.
 *
 * @param forms the workflow's forms by keyword, such as {@code prompt}
 * @param ran the workflow as it runs
 * @param version of Darkroom
 */
public record SavedTexts(Map<String, String> forms, Workflow ran, Folders folders, Hashes hashes, String version) {
    /** The note in which a node says what its networks run on. */
    private static final String PROVIDER = "provider";

    private static final String NO_PROVIDER = "none";

    public SavedTexts {
        forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
    }

    /** Hashes of model files; should remember them, so that a checkpoint of gigabytes is read once. */
    @FunctionalInterface
    public interface Hashes {
        /** The SHA-256 in lower-case hexadecimal. */
        String sha256(Path file) throws IOException;
    }

    /**
     * The texts for one picture.
     *
     * @param nodeId the node that saves it
     * @param notes what that node and those it depends on noted, sources first
     */
    public Map<String, String> of(String nodeId, List<Context.Note> notes) {
        PictureLock lock = lock(notes);
        Map<String, String> texts = new LinkedHashMap<>(forms);
        texts.put(
                A1111Parameters.KEYWORD,
                GenerationFacts.of(ran, nodeId, Optional.empty(), name -> sha256(lock, name), "Darkroom " + version)
                        .text());
        texts.put(PictureLock.KEYWORD, lock.text());
        return texts;
    }

    private PictureLock lock(List<Context.Note> notes) {
        return new PictureLock(
                version,
                Map.of(),
                notes.stream()
                        .filter(note -> note.about().equals(PROVIDER))
                        .map(Context.Note::text)
                        .findFirst()
                        .orElse(NO_PROVIDER),
                notes.stream()
                        .filter(note -> note.file().isEmpty() && !note.about().equals(PROVIDER))
                        .map(note -> new PictureLock.Note(note.nodeId(), note.about(), note.text()))
                        .distinct()
                        .toList(),
                notes.stream()
                        .flatMap(note -> note.file().map(file -> model(note.about(), file)).stream())
                        .distinct()
                        .toList());
    }

    private PictureLock.ModelFile model(String type, Path file) {
        try {
            if (Files.isDirectory(file)) {
                return new PictureLock.ModelFile(type, name(type, file), 0, FolderHash.of(file, hashes));
            }
            return new PictureLock.ModelFile(type, name(type, file), Files.size(file), hashes.sha256(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The file \"" + file + "\" cannot be read for the picture's lock.", e);
        }
    }

    /** As workflows name the file: relative to the folder of its type. */
    private String name(String type, Path file) {
        return folders.folders(type).stream()
                .filter(file::startsWith)
                .map(folder -> folder.relativize(file).toString().replace('\\', '/'))
                .findFirst()
                .orElseGet(file::toString);
    }

    private static Optional<String> sha256(PictureLock lock, String name) {
        return lock.models().stream()
                .filter(model -> model.name().equals(name))
                .map(PictureLock.ModelFile::sha256)
                .findFirst();
    }
}
