package io.darkroom.onnx.session;

/** How a network is laid out for the device: which operators it is written in and in which form its weights lie in memory. */
public enum Plan {
    /**
     * Weights widened to float32 and reordered once for blocked convolutions; ONNX Runtime's fused operators. The fastest
     * step, at the cost of a conversion while loading and four bytes a weight.
     */
    PACKED,
    /** Weights widened to float32, standard ONNX operators only: runs wherever ONNX Runtime does. */
    PORTABLE,
    /**
     * Weights stay in the file (mapped) and are widened in each call; ONNX Runtime's fused operators. Loads at once and takes
     * the least memory.
     */
    INSTANT
}
