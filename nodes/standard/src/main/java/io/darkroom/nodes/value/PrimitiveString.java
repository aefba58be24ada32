package io.darkroom.nodes.value;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Text;

@NodeInfo(id = "PrimitiveString", name = "String", category = "utils/primitive", about = "Holds a text.")
public final class PrimitiveString implements Node<PrimitiveString.In, PrimitiveString.Out> {
    public record In(@Text String value) {}

    public record Out(@Named("STRING") String value) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.value());
    }
}
