package io.darkroom.nodes.picture;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.Shown;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Saves batches of pictures under counted names. A file appears under its name only when it is whole, and never replaces
 * another, even if several processes save at once.
 *
 * @param root where the pictures go
 * @param type what clients know this folder as: {@code output} or {@code temp}
 */
public record PictureWriter(Path root, String type, PngWriter png, Clock clock) {
    /** The keys that come first in a file, in this order, as the reference writes them. */
    private static final List<String> FIRST_KEYS = List.of("prompt", "workflow");

    /**
     * Saves all pictures of a batch.
     *
     * @throws NodeException if they cannot be written
     */
    public Shown save(Image images, String prefix, Context context) {
        SaveName name = SaveName.of(root, prefix, images.width(), images.height(), LocalDateTime.now(clock));
        Map<String, String> texts = ordered(context.pictureText());
        List<Shown.SavedFile> saved = new ArrayList<>();
        try {
            Files.createDirectories(name.folder());
            int counter = name.nextCounter();
            for (int i = 0; i < images.batch(); i++) {
                context.cancellation().check();
                Path part = name.folder().resolve(".darkroom-" + UUID.randomUUID() + ".part");
                try {
                    write(images, i, texts, part);
                    counter = publish(part, name, counter, i);
                } finally {
                    Files.deleteIfExists(part);
                }
                saved.add(
                        new Shown.SavedFile(name.file(counter, i).getFileName().toString(), name.subfolder(), type));
                counter++;
            }
        } catch (IOException e) {
            throw cannotWrite(name.folder(), e);
        }
        return Shown.images(saved);
    }

    private void write(Image images, int index, Map<String, String> texts, Path part) throws IOException {
        Tensor pixels =
                images.pixels().slice(index, index + 1).reshape(images.height(), images.width(), images.channels());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW))) {
            png.write(pixels, texts, out);
        }
    }

    /** Gives the finished file its name: the first that is free from the counter on. Returns the counter it took. */
    private static int publish(Path part, SaveName name, int from, int batchNumber) throws IOException {
        for (int counter = from; ; counter++) {
            Path file = name.file(counter, batchNumber);
            try {
                link(part, file);
                return counter;
            } catch (FileAlreadyExistsException e) {
                // another process was faster: take the next number
            }
        }
    }

    /** A hard link appears at once and never replaces; file systems without links get the next best. */
    private static void link(Path part, Path file) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(part, file);
        }
    }

    private static Map<String, String> ordered(Map<String, String> texts) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String key : FIRST_KEYS) {
            if (texts.containsKey(key)) {
                ordered.put(key, texts.get(key));
            }
        }
        texts.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private static NodeException cannotWrite(Path folder, IOException e) {
        String why;
        if (e instanceof AccessDeniedException) {
            why = "it is read-only or belongs to someone else";
        } else if (e instanceof NoSuchFileException) {
            why = "there is no such folder, and it cannot be made there";
        } else if (e instanceof FileSystemException system && system.getReason() != null) {
            why = system.getReason();
        } else {
            why = e.getMessage();
        }
        return new NodeException(
                "The picture cannot be saved in \"" + folder + "\": " + why
                        + ". Make room or allow writing there, or choose another folder with --output-directory.",
                e);
    }
}
