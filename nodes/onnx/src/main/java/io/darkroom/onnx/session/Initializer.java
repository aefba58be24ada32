package io.darkroom.onnx.session;

import io.darkroom.api.tensor.Shape;

/**
 * One weight of a graph, and where it comes from.
 *
 * @param name its name in the graph
 * @param key the stored tensor's name
 * @param from first row (of the first axis) taken
 * @param to one past the last row taken
 * @param shape its shape in the graph
 */
public record Initializer(String name, String key, int from, int to, Layout layout, Shape shape) {
    long bytes(PatchedWeights weights) {
        boolean asStored = layout instanceof Layout.Stored && !weights.changed(key);
        return (long) shape.count() * (asStored ? weights.get(key).type().bytes() : Float.BYTES);
    }
}
