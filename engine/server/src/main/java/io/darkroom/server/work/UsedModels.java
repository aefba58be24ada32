package io.darkroom.server.work;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.validate.Validation;
import io.darkroom.server.ModelFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the model files that a prompt stands on, also where their results came from the cache: what its nodes choose by name. */
final class UsedModels {
    private static final Logger log = LoggerFactory.getLogger(UsedModels.class);
    private static final Set<String> PICTURES = Set.of("input", "output", "temp");

    private UsedModels() {}

    /**
     * A model file.
     *
     * @param type the model folder it lies in
     * @param sha256 empty if it is a folder, or cannot be read
     */
    record Model(String type, String name, Optional<String> sha256) {
        Map<String, @Nullable Object> toJson() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("type", type);
            json.put("name", name);
            json.put("sha256", sha256.orElse(null));
            return json;
        }
    }

    static List<Model> of(Validation validation, Catalogue catalogue, ModelFacts facts) {
        Set<Model> models = new LinkedHashSet<>();
        Set<String> needed = validation.graph().needed(validation.goodOutputs());
        validation.workflow().nodes().forEach((id, node) -> {
            if (needed.contains(id)) {
                catalogue
                        .find(node.type())
                        .ifPresent(type -> models.addAll(of(node, type, catalogue.folders(), facts)));
            }
        });
        return List.copyOf(models);
    }

    private static Set<Model> of(WorkflowNode node, NodeType type, Folders folders, ModelFacts facts) {
        Set<Model> models = new LinkedHashSet<>();
        for (InputSlot slot : type.inputs()) {
            if (slot.widget().orElse(null) instanceof Widget.Choice choice
                    && choice.folder()
                            .filter(folder -> !PICTURES.contains(folder))
                            .isPresent()
                    && node.inputs().get(slot.name()) instanceof Input.Constant constant
                    && constant.value() instanceof String name) {
                String folder = choice.folder().get();
                models.add(new Model(folder, name, hash(folder, name, folders, facts)));
            }
        }
        return models;
    }

    private static Optional<String> hash(String folder, String name, Folders folders, ModelFacts facts) {
        try {
            Path file = folders.find(folder, name).path();
            return Files.isRegularFile(file) ? Optional.of(facts.hash(file)) : Optional.empty();
        } catch (IOException | NodeException e) {
            log.warn("The hash of \"{}\" ({}) is missing from the history: {}", name, folder, e.toString());
            return Optional.empty();
        }
    }
}
