package io.darkroom.onnx.graph;

/** A tensor that flows through a graph: an input, a constant, a weight or what an operator puts out. */
public record Value(String name) {
    /** Stands where an operator's optional input is left out. */
    public static final Value ABSENT = new Value("");
}
