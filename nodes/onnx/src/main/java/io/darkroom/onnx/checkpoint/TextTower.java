package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.Source;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.TensorMap;
import io.darkroom.onnx.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a CLIP text tower in a file and gives it Hugging Face's names. */
final class TextTower {
    private static final List<String> OPEN_CLIP_PREFIXES = List.of("cond_stage_model.model.", "");
    private static final List<String> HUGGING_FACE_PREFIXES =
            List.of("cond_stage_model.transformer.", "text_encoder.", "");
    private static final String TOKENS = "embeddings.token_embedding.weight";

    private final Weights file;
    private final String prefix;
    private final Naming naming;

    private TextTower(Weights file, String prefix, Naming naming) {
        this.file = file;
        this.prefix = prefix;
        this.naming = naming;
    }

    /** Whose names a tower has. */
    enum Naming {
        OPEN_CLIP,
        HUGGING_FACE,
        /** As written by transformers before 4.31: without {@code text_model.}. */
        OLD_HUGGING_FACE
    }

    static Optional<TextTower> find(Weights file) {
        return Prefixes.find(file, OPEN_CLIP_PREFIXES, "token_embedding.weight")
                .map(prefix -> new TextTower(file, prefix, Naming.OPEN_CLIP))
                .or(() -> Prefixes.find(file, HUGGING_FACE_PREFIXES, "text_model." + TOKENS)
                        .map(prefix -> new TextTower(file, prefix, Naming.HUGGING_FACE)))
                .or(() -> Prefixes.find(file, HUGGING_FACE_PREFIXES, TOKENS)
                        .map(prefix -> new TextTower(file, prefix, Naming.OLD_HUGGING_FACE)));
    }

    Naming naming() {
        return naming;
    }

    /** The tower under Hugging Face's names, from {@code text_model.} on. */
    Weights canonical(Source source) {
        Map<String, StoredTensor> tower = Prefixes.strip(file, prefix);
        Map<String, StoredTensor> canonical = switch (naming) {
            case OPEN_CLIP -> TextNames.fromOpenClip(tower);
            case HUGGING_FACE -> only(tower, "");
            case OLD_HUGGING_FACE -> only(tower, "text_model.");
        };
        return new TensorMap(source, file.identity() + "|text", canonical);
    }

    private static Map<String, StoredTensor> only(Map<String, StoredTensor> tower, String added) {
        Map<String, StoredTensor> canonical = new LinkedHashMap<>();
        tower.forEach((name, tensor) -> {
            String full = name.equals("text_projection.weight") ? name : added + name;
            boolean wanted = full.startsWith("text_model.") || full.equals("text_projection.weight");
            if (wanted && !full.endsWith("position_ids")) {
                canonical.put(full, tensor);
            }
        });
        return canonical;
    }
}
