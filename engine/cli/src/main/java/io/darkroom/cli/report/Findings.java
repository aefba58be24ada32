package io.darkroom.cli.report;

import io.darkroom.cli.report.TextReport.Detail;
import io.darkroom.format.picture.A1111Parameters;
import io.darkroom.format.picture.PictureLock;
import io.darkroom.format.picture.PictureText;
import io.darkroom.onnx.checkpoint.FileHash;
import io.darkroom.onnx.checkpoint.Inspection;
import io.darkroom.onnx.checkpoint.PredictionFinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was found in a file, to be shown as lines or as JSON.
 *
 * @param json texts, numbers, lists and maps of these
 */
public record Findings(String file, Map<String, Object> json) {
    private static final int LONGEST = 200;

    public Findings {
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    }

    /** What a model file is. */
    public static Findings of(String file, Inspection inspection) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("file", file);
        found.put("kind", inspection.kind());
        found.put("layout", inspection.layout());
        inspection.family().ifPresent(family -> found.put("family", family.title()));
        inspection.prediction().ifPresent(prediction -> {
            found.put("prediction", fact(prediction.prediction()));
            found.put("zero terminal SNR", fact(prediction.zeroSnr()));
        });
        for (Inspection.Part part : inspection.parts()) {
            List<String> details = new ArrayList<>();
            details.add(part.tensors() + " tensors");
            details.add(String.format(Locale.ROOT, "%,d parameters", part.parameters()));
            part.types().forEach((type, count) -> details.add(type.name().toLowerCase(Locale.ROOT)));
            details.addAll(part.details());
            found.put(part.name(), details);
        }
        if (!inspection.notes().isEmpty()) {
            found.put("notes", inspection.notes());
        }
        if (!inspection.metadata().isEmpty()) {
            found.put("metadata", inspection.metadata());
        }
        return new Findings(file, found);
    }

    private static Map<String, Object> fact(PredictionFinding.Fact<?> fact) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", String.valueOf(fact.value()).toLowerCase(Locale.ROOT));
        json.put("why", fact.why());
        if (!fact.contradicted().isEmpty()) {
            json.put("contradicted", fact.contradicted());
        }
        return json;
    }

    /** What a picture tells of how it was made; whole workflows only where much detail is asked for. */
    public static Findings of(String file, PictureText picture, Detail detail) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("file", file);
        found.put("kind", "a picture (" + picture.container().name() + ")");
        found.put("texts", List.copyOf(picture.texts().keySet()));
        picture.get(A1111Parameters.KEYWORD).map(A1111Parameters::read).ifPresent(parameters -> {
            found.put("prompt", parameters.prompt());
            found.put("negative prompt", parameters.negative());
            found.put("settings", parameters.settings());
        });
        picture.get(PictureLock.KEYWORD)
                .map(text -> PictureLock.read(file, text))
                .ifPresent(lock -> {
                    found.put("made by", "Darkroom " + lock.engine() + " on " + lock.provider());
                    found.put(
                            "models",
                            lock.models().stream()
                                    .map(model -> model.type() + " " + model.name() + " " + model.sha256())
                                    .toList());
                    found.put(
                            "notes",
                            lock.notes().stream()
                                    .map(note -> "node " + note.nodeId() + ", " + note.about() + ": " + note.text())
                                    .toList());
                });
        if (detail == Detail.VERBOSE) {
            picture.texts().forEach((name, text) -> found.put("text " + name, text));
        }
        return new Findings(file, found);
    }

    /** With the hashes that model sites list files by. */
    public Findings with(FileHash hash) {
        Map<String, Object> found = new LinkedHashMap<>(json);
        found.put("sha256", hash.sha256());
        found.put("AutoV2", hash.autoV2());
        return new Findings(file, found);
    }

    /** The file's name and, below it, a line for each finding. */
    public String text() {
        StringBuilder text = new StringBuilder(file).append('\n');
        json.forEach((name, value) -> {
            if (!name.equals("file")) {
                append(text, "  ", name, value);
            }
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, String name, Object value) {
        text.append(indent).append(name).append(':');
        if (value instanceof Map<?, ?> members) {
            text.append('\n');
            members.forEach((key, member) -> append(text, indent + "  ", String.valueOf(key), member));
        } else if (value instanceof List<?> items && items.stream().anyMatch(Findings::isLong)) {
            text.append('\n');
            items.forEach(item -> text.append(indent).append("  ").append(item).append('\n'));
        } else if (value instanceof List<?> items) {
            text.append(' ')
                    .append(String.join(
                            ", ", items.stream().map(String::valueOf).toList()))
                    .append('\n');
        } else {
            text.append(' ').append(shortened(String.valueOf(value))).append('\n');
        }
    }

    private static boolean isLong(Object item) {
        return String.valueOf(item).length() > LONGEST / 4;
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
