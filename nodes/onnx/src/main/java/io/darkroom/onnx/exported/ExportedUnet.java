package io.darkroom.onnx.exported;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.WeightPatch;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A UNet that was exported to ONNX. Each prompt takes a call of its own. */
public final class ExportedUnet implements DiffusionNetwork {
    private static final String TIMESTEP = "timestep";

    private final Exported exported;
    private final int contextWidth;
    private final int inputChannels;

    /**
     * @param model {@code unet/model.onnx}, with its {@code config.json} beside it
     * @throws io.darkroom.onnx.weights.UnusableFileException if the configuration lacks something
     */
    public ExportedUnet(Path model, NetworkStore store) {
        this.exported = Exported.open("UNet", model, Workspace.KEPT, store);
        this.contextWidth = exported.number("cross_attention_dim");
        this.inputChannels = exported.number("in_channels");
    }

    @Override
    public List<Tensor> predict(Tensor x, double timestep, List<Tensor> contexts, Cancellation cancellation) {
        int images = x.shape().size(0);
        boolean single = exported.network().inputRank(TIMESTEP) == 0;
        Tensor time = Tensor.of(single ? Shape.of() : Shape.of(1), (float) timestep);
        List<Tensor> predictions = new ArrayList<>();
        for (Tensor context : contexts) {
            Tensor prompts =
                    context.shape().size(0) == images ? context : Tensor.stack(Collections.nCopies(images, context));
            Map<String, Tensor> in = Map.of("sample", x, TIMESTEP, time, "encoder_hidden_states", prompts);
            predictions.add(exported.network().run(in, "out_sample", cancellation));
        }
        return predictions;
    }

    @Override
    public Set<String> models() {
        return Set.of(exported.network().id());
    }

    @Override
    public int contextWidth() {
        return contextWidth;
    }

    @Override
    public int inputChannels() {
        return inputChannels;
    }

    @Override
    public DiffusionNetwork patched(WeightPatch patch) {
        throw exported.unpatchable();
    }
}
