package io.darkroom.api.type;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * A denoising network (UNet) as a handle: it loads on first use and is shared by all who hold it. Safe for concurrent use;
 * the device behind it serves one call at a time.
 */
public interface DiffusionNetwork extends ModelHandle {
    /**
     * One forward pass for several prompts over the same latent, which lets the network share what does not see the text.
     *
     * @param x [n, c, h, w], already scaled by {@link io.darkroom.api.sampling.NoiseSchedule#networkInput}
     * @param timestep one time step for the whole batch, 0 to 999
     * @param contexts for each prompt its tokens, [1, tokens, width] (for the whole batch) or [n, tokens, width]; lengths
     *     may differ
     * @return the raw output [n, c, h, w] for each prompt, in order
     * @throws io.darkroom.api.sampling.CancelledException within one operator of the request
     */
    List<Tensor> predict(Tensor x, double timestep, List<Tensor> contexts, Cancellation cancellation);

    /** The width of the prompts' tokens: 768 for SD 1, 1024 for SD 2. */
    int contextWidth();

    /** The channels of x: 4, or 9 for in-painting checkpoints. */
    int inputChannels();

    /** The names of the weights that a patch can change, as {@link WeightPatch#changes} is asked for them; empty if unknown. */
    default Set<String> weightNames() {
        return Set.of();
    }

    /** The same network with changed weights; the checkpoint file stays as it is. */
    DiffusionNetwork patched(WeightPatch patch);
}
