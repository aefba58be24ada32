package io.darkroom.server.gallery;

import io.darkroom.api.extension.Folders;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.Outputs;
import io.darkroom.queue.Outputs.Picture;
import io.darkroom.server.file.PendingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures that were thrown away: each in a folder of its own below {@code user/trash}, beside a record of where it was. Safe for
 * concurrent use.
 */
final class Trash {
    private static final Logger LOG = LoggerFactory.getLogger(Trash.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final String RECORD = "picture.json";
    private static final String CONTENT = "content";

    private final Path folder;
    private final Outputs outputs;
    private final InstantSource clock;

    Trash(Folders folders, Outputs outputs, InstantSource clock) {
        this.folder = folders.user().resolve("trash");
        this.outputs = outputs;
        this.clock = clock;
    }

    /**
     * Something thrown away.
     *
     * @param id by which it is had back
     */
    record Item(String id, Instant thrown, Picture picture) {
        Map<String, @Nullable Object> toJson() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("id", id);
            json.put("thrown", thrown.toString());
            json.putAll(PictureJson.record(picture));
            json.remove("text");
            json.remove("facts");
            return json;
        }
    }

    /** Moves a picture's file here, and out of the gallery. The record is written first: nothing is lost half-way. */
    Item take(Picture picture, Path file) throws IOException {
        Item item = new Item(UUID.randomUUID().toString(), clock.instant(), picture);
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("thrown", item.thrown().toString());
        record.put("picture", PictureJson.record(picture));
        Path place = folder.resolve(item.id());
        PendingFile.write(place.resolve(RECORD), JsonText.indented(record).getBytes(StandardCharsets.UTF_8));
        try {
            Files.move(file, place.resolve(CONTENT));
        } catch (IOException e) {
            remove(item);
            throw e;
        }
        outputs.remove(picture.type(), picture.subfolder(), picture.filename());
        return item;
    }

    /**
     * Puts a picture back where it was.
     *
     * @throws FileAlreadyExistsException if another file is there now
     */
    void restore(Item item, Path file) throws IOException {
        PendingFile.makeFolderOf(file);
        Files.move(folder.resolve(item.id()).resolve(CONTENT), file);
        outputs.add(List.of(item.picture()));
        remove(item);
    }

    /** Deletes it for good. */
    void remove(Item item) throws IOException {
        Path place = folder.resolve(item.id());
        Files.deleteIfExists(place.resolve(CONTENT));
        Files.deleteIfExists(place.resolve(RECORD));
        Files.deleteIfExists(place);
    }

    /** The latest first. One whose record is damaged is left out. */
    List<Item> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Item> items = new ArrayList<>();
        try (Stream<Path> places = Files.list(folder)) {
            for (Path place : places.toList()) {
                find(String.valueOf(place.getFileName())).ifPresent(items::add);
            }
        }
        items.sort(Comparator.comparing(Item::thrown).reversed());
        return items;
    }

    Optional<Item> find(String id) throws IOException {
        Path place = folder.resolve(ID.matcher(id).matches() ? id : "none");
        if (!Files.isRegularFile(place.resolve(CONTENT))) {
            return Optional.empty();
        }
        try {
            byte[] text = Files.readAllBytes(place.resolve(RECORD));
            JsonPart record = JsonPart.root(id, JsonReader.read(id, text, JsonLimits.standard()));
            Instant thrown = Instant.parse(record.get("thrown").text().orElse(Instant.EPOCH.toString()));
            return Optional.of(new Item(id, thrown, PictureJson.ofRecord(record.get("picture"))));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // had back meanwhile
        } catch (WorkflowFileException | DateTimeException e) {
            LOG.warn("What lies in {} cannot be had back by itself: {}", place, e.getMessage());
            return Optional.empty();
        }
    }
}
