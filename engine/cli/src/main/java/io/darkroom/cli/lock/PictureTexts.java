package io.darkroom.cli.lock;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Context;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.cli.Versions;
import io.darkroom.cli.workflow.Job;
import io.darkroom.engine.run.PictureText;
import io.darkroom.format.picture.A1111Parameters;
import io.darkroom.format.picture.GenerationFacts;
import io.darkroom.format.picture.PictureLock;
import io.darkroom.onnx.checkpoint.FileHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts for the pictures of one run: {@code prompt} and {@code workflow} as ComfyUI writes them, A1111's
 * {@code parameters}, and our lock.
 *
 * @param ran the workflow as it runs
 * @param hashes remembered, so that a checkpoint of gigabytes is read once
 */
public record PictureTexts(Job job, Workflow ran, Folders folders, FileHashes hashes) implements PictureText {
    /** The note in which a node says what its networks run on. */
    private static final String PROVIDER = "provider";

    private static final String NO_PROVIDER = "none";

    @Override
    public Map<String, String> of(String nodeId, List<Context.Note> notes) {
        PictureLock lock = lock(notes);
        Map<String, String> texts = new LinkedHashMap<>(job.pictureText(ran));
        texts.put(
                A1111Parameters.KEYWORD,
                GenerationFacts.of(
                                ran,
                                nodeId,
                                Optional.empty(),
                                name -> sha256(lock, name),
                                "Darkroom " + Versions.engine())
                        .text());
        texts.put(PictureLock.KEYWORD, lock.text());
        return texts;
    }

    private PictureLock lock(List<Context.Note> notes) {
        return new PictureLock(
                Versions.engine(),
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
            return new PictureLock.ModelFile(
                    type, name(type, file), Files.size(file), hashes.of(file).sha256());
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
