package io.darkroom.server.work;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunResult;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.A1111Parameters;
import io.darkroom.format.picture.GenerationFacts;
import io.darkroom.queue.Outputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the pictures that a run saved in the output folder, with what a gallery shows of them and searches in.
 *
 * @param workflow as it ran
 * @param hashes of model files, by their names
 */
record SavedPictures(String owner, Workflow workflow, Folders folders, Map<String, String> hashes, String version) {
    private static final Logger log = LoggerFactory.getLogger(SavedPictures.class);
    private static final String OUTPUT = "output";

    /** Pictures of nodes that did not run belong to an earlier prompt. */
    List<Outputs.Picture> of(RunResult result, Instant saved) {
        List<Outputs.Picture> pictures = new ArrayList<>();
        for (Event.NodeFinished finished : result.nodes()) {
            if (finished.origin() == Event.Origin.RAN) {
                for (Object image : finished.shown().values().getOrDefault("images", List.of())) {
                    if (image instanceof Map<?, ?> file && OUTPUT.equals(file.get("type"))) {
                        pictures.add(picture(result.promptId(), finished, file, saved));
                    }
                }
            }
        }
        return pictures;
    }

    private Outputs.Picture picture(String promptId, Event.NodeFinished finished, Map<?, ?> file, Instant saved) {
        String filename = String.valueOf(file.get("filename"));
        String subfolder = file.get("subfolder") instanceof String text ? text : "";
        Optional<GenerationFacts.Size> size =
                size(folders.output().resolve(subfolder).resolve(filename));
        A1111Parameters made = GenerationFacts.of(
                workflow,
                finished.node().realId(),
                size,
                name -> Optional.ofNullable(hashes.get(name)),
                "Darkroom " + version);
        return new Outputs.Picture(
                OUTPUT,
                subfolder,
                filename,
                owner,
                promptId,
                finished.node().realId(),
                saved,
                text(made, finished.node().title(), filename),
                facts(made, finished.node().realId(), size));
    }

    private String text(A1111Parameters made, String title, String filename) {
        StringJoiner text = new StringJoiner("\n");
        text.add(made.prompt()).add(made.negative()).add(title).add(filename);
        made.settings().forEach((name, value) -> text.add(value));
        workflow.nodes().values().stream()
                .map(WorkflowNode::title)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(text::add);
        return text.toString();
    }

    private static String facts(A1111Parameters made, String nodeId, Optional<GenerationFacts.Size> size) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("node", nodeId);
        size.ifPresent(pixels -> {
            facts.put("width", pixels.width());
            facts.put("height", pixels.height());
        });
        facts.put("prompt", made.prompt());
        facts.put("negative_prompt", made.negative());
        facts.put("seed", made.settings().get("Seed"));
        facts.put("model", made.settings().get("Model"));
        facts.put("settings", made.settings());
        return JsonText.of(facts);
    }

    private static Optional<GenerationFacts.Size> size(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers =
                    in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return Optional.of(new GenerationFacts.Size(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            log.warn("The size of \"{}\" is missing from the gallery: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
