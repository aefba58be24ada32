package io.darkroom.format;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.editor.Conversion;
import io.darkroom.format.editor.EditorConverter;
import io.darkroom.format.editor.EditorFile;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.PictureText;
import io.darkroom.format.prompt.ApiPrompt;
import io.darkroom.format.prompt.SeedControl;
import io.darkroom.format.text.WorkflowTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A workflow that a user names on the command line or drops onto the editor, in whatever kind of file it lies.
 *
 * @param source the file, as the user calls it
 * @param workflow as the file has it: templates in texts unresolved
 * @param editor its form for the editor, if the file has one
 * @param notices what the user should know of how it was read
 */
public record WorkflowFile(
        String source, Kind kind, Workflow workflow, Optional<Conversion> editor, List<String> notices) {
    public WorkflowFile {
        notices = List.copyOf(notices);
    }

    /** What it lies in. */
    public enum Kind {
        /** JSON in the API format, alone or as the body of {@code POST /prompt}. */
        API,
        /** JSON in the editor's format. */
        EDITOR,
        /** A picture or latent that says how it was made; texts in it were resolved then. */
        PICTURE
    }

    /**
     * Opens a file of any kind; its content decides which.
     *
     * @param types the catalogue: node types by id
     * @throws WorkflowFileException if it holds no workflow, or a broken one
     */
    public static WorkflowFile open(Path file, Function<String, Optional<NodeType>> types) throws IOException {
        String source = file.toString();
        Optional<PictureText> picture = PictureText.read(source, file);
        if (picture.isPresent()) {
            return ofPicture(source, picture.get(), types);
        }
        JsonLimits limits = JsonLimits.standard();
        long size = Files.size(file);
        if (size > limits.bytes()) {
            throw limits.tooLarge(source, size);
        }
        return ofJson(source, Files.readAllBytes(file), types);
    }

    /** As {@link #open}, for a file in memory. */
    public static WorkflowFile read(String source, byte[] content, Function<String, Optional<NodeType>> types) {
        Optional<PictureText> picture = PictureText.read(source, content);
        return picture.isPresent() ? ofPicture(source, picture.get(), types) : ofJson(source, content, types);
    }

    private static WorkflowFile ofJson(String source, byte[] content, Function<String, Optional<NodeType>> types) {
        return of(source, JsonPart.root(source, JsonReader.read(source, content, JsonLimits.standard())), types);
    }

    /** As {@link #open}, for JSON that is read already. */
    public static WorkflowFile of(String source, JsonPart json, Function<String, Optional<NodeType>> types) {
        if (EditorFile.isEditorFile(json)) {
            return ofEditor(source, Kind.EDITOR, EditorConverter.convert(source, EditorFile.read(json), types));
        }
        boolean envelope = json.get("prompt").value() instanceof Map
                && json.get("class_type").isAbsent();
        JsonPart editor = json.get("extra_data").get("extra_pnginfo").get("workflow");
        return ofPrompt(source, Kind.API, envelope ? json.get("prompt") : json, editor, types);
    }

    private static WorkflowFile ofPicture(
            String source, PictureText picture, Function<String, Optional<NodeType>> types) {
        JsonPart prompt = text(source, picture, "prompt");
        JsonPart editor = text(source, picture, "workflow");
        if (!prompt.isAbsent()) {
            return ofPrompt(source, Kind.PICTURE, prompt, editor, types);
        }
        if (!editor.isAbsent()) {
            return ofEditor(source, Kind.PICTURE, EditorConverter.convert(source, EditorFile.read(editor), types));
        }
        String other = picture.get("parameters").isPresent()
                ? "It holds generation parameters of another program, which are no workflow."
                : "It holds no workflow; it was saved without one, or a program took it out.";
        throw new WorkflowFileException(source, "", other + " Use the workflow's JSON file instead.");
    }

    private static JsonPart text(String source, PictureText picture, String keyword) {
        String name = source + " (" + keyword + ")";
        return JsonPart.root(
                name,
                picture.get(keyword)
                        .map(text -> JsonReader.read(name, text, JsonLimits.standard()))
                        .orElse(null));
    }

    private static WorkflowFile ofEditor(String source, Kind kind, Conversion conversion) {
        return new WorkflowFile(source, kind, conversion.workflow(), Optional.of(conversion), conversion.notices());
    }

    /** The prompt is what ran; the editor's form beside it only goes into new pictures. */
    private static WorkflowFile ofPrompt(
            String source, Kind kind, JsonPart prompt, JsonPart editor, Function<String, Optional<NodeType>> types) {
        Workflow workflow = ApiPrompt.require(source, ApiPrompt.read(prompt));
        if (editor.isAbsent()) {
            return new WorkflowFile(source, kind, workflow, Optional.empty(), List.of());
        }
        try {
            Conversion conversion = EditorConverter.convert(source, EditorFile.read(editor), types);
            return new WorkflowFile(source, kind, workflow, Optional.of(conversion), List.of());
        } catch (WorkflowFileException e) {
            return new WorkflowFile(
                    source,
                    kind,
                    workflow,
                    Optional.empty(),
                    List.of("The editor's form of the workflow is broken and will not go into new pictures: "
                            + e.getMessage()));
        }
    }

    /** The workflow of a later run: each seed changed by its control, or incremented where the file has none. */
    public Workflow repeat(int times) {
        List<SeedControl> controls = editor.map(Conversion::controls).orElseGet(() -> SeedControl.defaults(workflow));
        return SeedControl.advance(workflow, controls, times);
    }

    /**
     * A workflow of this file (as it is, repeated, or with values set) with the templates in its texts resolved, ready to run.
     *
     * @param now for {@code %date:...%}
     */
    public Workflow resolve(Workflow toRun, Function<String, Optional<NodeType>> types, ZonedDateTime now) {
        Map<String, String> searchNames = editor.map(Conversion::searchNames).orElse(Map.of());
        return kind == Kind.PICTURE ? toRun : WorkflowTexts.resolve(toRun, types, searchNames, now);
    }

    /**
     * The texts for pictures that a run saves: {@code prompt}, and {@code workflow} if the file has a form for the editor.
     *
     * @param ran the workflow as it runs
     */
    public Map<String, String> pictureText(Workflow ran) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("prompt", ApiPrompt.write(ran));
        editor.ifPresent(conversion -> texts.put("workflow", JsonText.of(conversion.fileOf(ran))));
        return texts;
    }
}
