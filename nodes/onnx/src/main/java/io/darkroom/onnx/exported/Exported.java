package io.darkroom.onnx.exported;

import io.darkroom.api.node.NodeException;
import io.darkroom.onnx.checkpoint.OnnxFolder;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Recipe;
import io.darkroom.onnx.session.SharedNetwork;
import io.darkroom.onnx.session.Workspace;
import io.darkroom.onnx.weights.UnusableFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * An exported network and the configuration beside it.
 *
 * @param config the single values of its {@code config.json}
 */
record Exported(String title, Path model, Map<String, String> config, SharedNetwork network) {
    static Exported open(String title, Path model, Workspace workspace, NetworkStore store) {
        SharedNetwork network = store.share(new Recipe.FromFile(title, model, workspace));
        return new Exported(title, model, OnnxFolder.config(model), network);
    }

    /** A whole number of the configuration. */
    int number(String name) {
        String value = config.get(name);
        try {
            if (value != null) {
                return Integer.parseInt(value);
            }
        } catch (NumberFormatException e) {
            throw new UnusableFileException(
                    "In the config.json beside \"" + model + "\", \"" + name + "\" is \"" + value
                            + "\" instead of a whole number; export the model again.",
                    e);
        }
        throw new UnusableFileException("The config.json beside \"" + model + "\" lacks \"" + name
                + "\"; export the model again, with its configuration.");
    }

    NodeException unpatchable() {
        return new NodeException("The " + title + " \"" + model
                + "\" is exported to ONNX and its weights cannot be changed. Use the checkpoint it was exported from.");
    }
}
