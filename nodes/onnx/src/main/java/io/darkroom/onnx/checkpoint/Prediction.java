package io.darkroom.onnx.checkpoint;

import java.util.Locale;
import java.util.Optional;

/** What a UNet predicts. */
public enum Prediction {
    /** The noise. */
    EPS,
    /** The velocity (Salimans and Ho 2022, arXiv 2202.00512). */
    V,
    /** The clean latent. */
    X0;

    /** Reads the names that A1111, diffusers and file metadata use. */
    public static Optional<Prediction> of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "eps", "epsilon" -> Optional.of(EPS);
            case "v", "v_prediction", "v-prediction", "v_pred" -> Optional.of(V);
            case "x0", "sample" -> Optional.of(X0);
            default -> Optional.empty();
        };
    }
}
