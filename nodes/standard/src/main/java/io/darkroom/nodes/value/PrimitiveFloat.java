package io.darkroom.nodes.value;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;

@NodeInfo(id = "PrimitiveFloat", name = "Float", category = "utils/primitive", about = "Holds a number.")
public final class PrimitiveFloat implements Node<PrimitiveFloat.In, PrimitiveFloat.Out> {
    public record In(
            @Real(min = -Long.MAX_VALUE, max = Long.MAX_VALUE, step = 0.5)
            double value) {}

    public record Out(@Named("FLOAT") double value) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.value());
    }
}
