package io.darkroom.nodes.mask;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Mask;

@NodeInfo(id = "InvertMask", category = "mask", about = "Swaps what is selected and what is not.")
public final class InvertMask implements Node<InvertMask.In, InvertMask.Out> {
    public record In(Mask mask) {}

    public record Out(Mask mask) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new Mask(in.mask().values().map(v -> 1 - v)));
    }
}
