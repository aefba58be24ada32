package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Conditioning;
import java.util.ArrayList;
import java.util.List;

@NodeInfo(
        id = "ConditioningCombine",
        name = "Conditioning (Combine)",
        category = "conditioning",
        about = "Lets two prompts hold at once: their predictions are averaged.")
public final class ConditioningCombine implements Node<ConditioningCombine.In, ConditioningCombine.Out> {
    public record In(
            @Named("conditioning_1") Conditioning first,
            @Named("conditioning_2") Conditioning second) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        List<Conditioning.Entry> both = new ArrayList<>(in.first().entries());
        both.addAll(in.second().entries());
        return new Out(new Conditioning(both));
    }
}
