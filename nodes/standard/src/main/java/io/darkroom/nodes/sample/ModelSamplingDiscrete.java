package io.darkroom.nodes.sample;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Toggle;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.schedule.DiscreteSchedule;
import io.darkroom.diffusion.schedule.Prediction;
import io.darkroom.diffusion.schedule.TerminalSnr;

@NodeInfo(
        id = "ModelSamplingDiscrete",
        category = "advanced/model",
        about = "Says how a model sees noise, in place of what its checkpoint says.")
public final class ModelSamplingDiscrete implements Node<ModelSamplingDiscrete.In, ModelSamplingDiscrete.Out> {
    public record In(
            Model model,

            @Choice({"eps", "v_prediction", "lcm", "x0", "img_to_img"})
            String sampling,

            @Toggle boolean zsnr) {}

    public record Out(Model model) {}

    @Override
    public Out run(In in, Context context) {
        TerminalSnr terminalSnr = in.zsnr() ? TerminalSnr.ZERO : TerminalSnr.TRAINED;
        return new Out(in.model().withSchedule(new DiscreteSchedule(Prediction.of(in.sampling()), terminalSnr)));
    }
}
