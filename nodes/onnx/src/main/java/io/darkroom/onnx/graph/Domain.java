package io.darkroom.onnx.graph;

/** Sets of operators, with the version of each that models here are written against. */
public enum Domain {
    /** The ONNX standard; 20 is the first version with Gelu. */
    ONNX("", 20),
    /** ONNX Runtime's own operators (attention, fused norms). */
    MICROSOFT("com.microsoft", 1),
    /** ONNX Runtime's convolutions over channels in blocks, which its optimiser uses internally. */
    BLOCKED("com.microsoft.nchwc", 1);

    private final String id;
    private final int version;

    Domain(String id, int version) {
        this.id = id;
        this.version = version;
    }

    String id() {
        return id;
    }

    int version() {
        return version;
    }
}
