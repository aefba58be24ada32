package io.darkroom.onnx.checkpoint;

/** A family of models that can be run. */
public enum Family {
    SD1("Stable Diffusion 1.x"),
    SD2("Stable Diffusion 2.x");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
