package io.darkroom.format.picture;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a picture depends on besides its workflow, kept in the picture so that it can be made again, or the reason be told why
 * it came out differently.
 *
 * @param engine version of Darkroom
 * @param plugins versions by plugin id
 * @param provider what the networks ran on, with its version
 * @param notes what nodes decided by themselves, such as the prediction type they found, and their warnings
 */
public record PictureLock(
        String engine, Map<String, String> plugins, String provider, List<Note> notes, List<ModelFile> models) {
    /** The keyword in pictures. */
    public static final String KEYWORD = "darkroom";

    private static final long FORM = 1;

    public PictureLock {
        plugins = Collections.unmodifiableMap(new TreeMap<>(plugins));
        notes = List.copyOf(notes);
        models = List.copyOf(models);
    }

    /**
     * @param about what kind of fact, such as {@code prediction}
     */
    public record Note(String nodeId, String about, String text) {}

    /**
     * @param type the model folder it lies in, such as {@code checkpoints}
     * @param name as the workflow names it
     * @param size in bytes
     * @param sha256 in hexadecimal digits
     */
    public record ModelFile(String type, String name, long size, String sha256) {
        private String title() {
            return "\"" + name + "\" (" + type + ")";
        }
    }

    /** The lock as JSON on one line. */
    public String text() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lock", FORM);
        json.put("engine", engine);
        json.put("plugins", plugins);
        json.put("provider", provider);
        json.put(
                "models",
                models.stream()
                        .map(model -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("type", model.type());
                            entry.put("name", model.name());
                            entry.put("size", model.size());
                            entry.put("sha256", model.sha256());
                            return entry;
                        })
                        .toList());
        json.put(
                "notes",
                notes.stream()
                        .map(note -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("node", note.nodeId());
                            entry.put("about", note.about());
                            entry.put("text", note.text());
                            return entry;
                        })
                        .toList());
        return JsonText.of(json);
    }

    /**
     * @param source the picture, as the user calls it
     * @throws io.darkroom.format.WorkflowFileException if it is not a lock, or of a later form
     */
    public static PictureLock read(String source, String text) {
        String name = source + " (" + KEYWORD + ")";
        JsonPart lock = JsonPart.root(name, JsonReader.read(name, text, JsonLimits.standard()));
        Object form = lock.get("lock").value();
        if (!Long.valueOf(FORM).equals(form)) {
            throw lock.get("lock")
                    .refuse("the lock's form is " + JsonPart.describe(form) + ", but this version reads " + FORM
                            + "; use the version that saved the picture, or a later one.");
        }
        Map<String, String> plugins = new TreeMap<>();
        JsonPart versions = lock.get("plugins");
        versions.object().keySet().forEach(id -> plugins.put(id, need(versions.get(id))));
        return new PictureLock(
                need(lock.get("engine")),
                plugins,
                need(lock.get("provider")),
                lock.get("notes").items().stream()
                        .map(note -> new Note(need(note.get("node")), need(note.get("about")), need(note.get("text"))))
                        .toList(),
                lock.get("models").items().stream().map(PictureLock::model).toList());
    }

    private static ModelFile model(JsonPart model) {
        JsonPart size = model.get("size");
        if (!(size.value() instanceof Long bytes)) {
            throw size.refuse("a size in bytes is needed here, but it is " + size.describe() + ".");
        }
        return new ModelFile(need(model.get("type")), need(model.get("name")), bytes, need(model.get("sha256")));
    }

    private static String need(JsonPart text) {
        return text.text().orElseThrow(() -> text.refuse("a text is needed here, but it is " + text.describe() + "."));
    }

    /** What is not as it was when this lock was made, a sentence each; none if the picture must come out the same. */
    public List<String> differences(PictureLock now) {
        List<String> differences = new ArrayList<>();
        compare("Darkroom", engine, now.engine(), differences);
        compare("The networks' provider", provider, now.provider(), differences);
        TreeSet<String> ids = new TreeSet<>(plugins.keySet());
        ids.addAll(now.plugins().keySet());
        for (String id : ids) {
            compare(
                    "Plugin \"" + id + "\"",
                    plugins.getOrDefault(id, "absent"),
                    now.plugins().getOrDefault(id, "absent"),
                    differences);
        }
        for (ModelFile model : models) {
            Optional<ModelFile> found = now.find(model);
            if (found.isEmpty()) {
                differences.add("Model " + model.title() + " was used, but is not now.");
            } else if (!found.get().sha256().equalsIgnoreCase(model.sha256())) {
                differences.add("Model " + model.title() + " is another file: it had " + model.size()
                        + " bytes and SHA-256 " + model.sha256() + ", now "
                        + found.get().size() + " bytes and "
                        + found.get().sha256() + ".");
            }
        }
        now.models().stream()
                .filter(model -> find(model).isEmpty())
                .forEach(model -> differences.add("Model " + model.title() + " is used now, but was not then."));
        notes.stream()
                .filter(note -> !now.notes().contains(note))
                .forEach(note -> differences.add(
                        "Node " + note.nodeId() + " said then, but not now: " + note.about() + ", " + note.text()));
        now.notes().stream()
                .filter(note -> !notes.contains(note))
                .forEach(note -> differences.add(
                        "Node " + note.nodeId() + " says now, but not then: " + note.about() + ", " + note.text()));
        return differences;
    }

    private Optional<ModelFile> find(ModelFile like) {
        return models.stream()
                .filter(model ->
                        model.type().equals(like.type()) && model.name().equals(like.name()))
                .findFirst();
    }

    private static void compare(String what, String then, String now, List<String> differences) {
        if (!then.equals(now)) {
            differences.add(what + " was " + then + ", now it is " + now + ".");
        }
    }
}
