package io.darkroom.onnx.weights;

import io.darkroom.onnx.weights.PickleObject.Items;
import io.darkroom.onnx.weights.PickleObject.Opaque;
import io.darkroom.onnx.weights.PickleObject.Table;
import io.darkroom.onnx.weights.PickleObject.TensorClaim;
import io.darkroom.onnx.weights.PickleObject.Tuple;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the tensors in what a pickle holds, whatever tables they are nested in. */
final class PickleContents {
    /** Tables that hold the weights beside a training state; the first that is there stands for the file. */
    private static final List<String> WEIGHT_TABLES = List.of("state_dict", "params_ema", "params");

    private static final int MAX_DEPTH = 8;
    private static final int MAX_NAME = 1000;
    private static final int MAX_TENSORS = 100_000; // SD 1 with its training state has some 3,000

    private final ModelFile file;
    private final Map<String, TensorClaim> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private PickleContents(ModelFile file) {
        this.file = file;
    }

    /**
     * @throws UnusableFileException if there is no tensor
     */
    static PickleContents of(ModelFile file, Object root) {
        PickleContents contents = new PickleContents(file);
        contents.visit(weights(root), "", 0);
        if (contents.tensors.isEmpty()) {
            throw new UnusableFileException(
                    "The file \"" + file.path() + "\" holds no tensors; it is no model. Download it again.");
        }
        if (root instanceof Table table) {
            table.values().forEach((key, value) -> {
                if (key instanceof String name && (value instanceof String || value instanceof Number)) {
                    contents.metadata.put(name, String.valueOf(value));
                }
            });
        }
        return contents;
    }

    private static Object weights(Object root) {
        if (root instanceof Table table) {
            for (String name : WEIGHT_TABLES) {
                if (table.values().get(name) instanceof Table weights) {
                    return weights;
                }
            }
        }
        return root;
    }

    private void visit(Object object, String name, int depth) {
        if (object instanceof TensorClaim tensor) {
            if (name.length() > MAX_NAME || tensors.size() == MAX_TENSORS) {
                throw file.broken("it has more than " + MAX_TENSORS + " tensors, or a name of more than " + MAX_NAME
                        + " characters");
            }
            tensors.put(name, tensor);
            return;
        }
        if (depth == MAX_DEPTH || name.length() > MAX_NAME || !visited.add(object)) {
            return;
        }
        String prefix = name.isEmpty() ? "" : name + ".";
        if (object instanceof Table table) {
            table.values().forEach((key, value) -> visit(value, prefix + key, depth + 1));
        } else if (object instanceof Items items) {
            visitAll(items.values(), prefix, depth);
        } else if (object instanceof Tuple tuple) {
            visitAll(tuple.values(), prefix, depth);
        } else if (object instanceof Opaque opaque) {
            // a module of torch keeps its parameters in this table of its state
            if (opaque.state() instanceof Table state && state.values().get("_parameters") instanceof Table table) {
                visit(table, name, depth + 1);
            }
        }
    }

    private void visitAll(List<Object> values, String prefix, int depth) {
        for (int i = 0; i < values.size(); i++) {
            visit(values.get(i), prefix + i, depth + 1);
        }
    }

    Map<String, TensorClaim> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }
}
