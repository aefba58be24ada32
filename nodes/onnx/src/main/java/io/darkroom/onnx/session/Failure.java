package io.darkroom.onnx.session;

import ai.onnxruntime.OrtException;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NotEnoughMemoryException;
import java.util.Locale;

/** Says what went wrong inside ONNX Runtime, and what to do about it. */
final class Failure {
    private Failure() {}

    /**
     * @param doing what was being done, such as {@code load the UNet}
     */
    static NodeException of(String doing, OrtException cause) {
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("bad_alloc") || lower.contains("bad allocation") || lower.contains("allocate memory")) {
            return outOfMemory(doing, cause);
        }
        int line = message.indexOf('\n');
        String first = line < 0 ? message : message.substring(0, line);
        return new NodeException(
                "ONNX Runtime could not " + doing + ": " + first + ". Check the file with \"darkroom inspect\".",
                cause);
    }

    static NotEnoughMemoryException outOfMemory(String doing, Throwable cause) {
        return new NotEnoughMemoryException(
                "The memory is not enough to " + doing
                        + ". Make the picture or the batch smaller, use the tiled VAE nodes, or close other programs.",
                cause);
    }
}
