package io.darkroom.diffusion.schedule;

import io.darkroom.api.node.NodeException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a network's output stands for. */
public enum Prediction {
    /** The noise (Ho et al. 2020, arXiv 2006.11239). */
    EPS("eps"),
    /** The velocity (Salimans and Ho 2022, arXiv 2202.00512). */
    V("v_prediction"),
    /** The noise, by a latent consistency model on 50 of the time steps (Luo et al. 2023, arXiv 2310.04378). */
    LCM("lcm"),
    /** The clean latent. */
    X0("x0"),
    /** The clean latent, from an input that is not scaled. */
    IMG_TO_IMG("img_to_img");

    private final String id;

    Prediction(String id) {
        this.id = id;
    }

    /** Its name in workflow files. */
    public String id() {
        return id;
    }

    /**
     * @throws NodeException if there is none of that name
     */
    public static Prediction of(String id) {
        return Arrays.stream(values())
                .filter(prediction -> prediction.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new NodeException("Prediction \"" + id + "\" is not known; choose one of "
                        + Arrays.stream(values()).map(Prediction::id).collect(Collectors.joining(", ")) + "."));
    }
}
