package io.darkroom.nodes.value;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Text;

@NodeInfo(
        id = "PrimitiveStringMultiline",
        name = "String (Multiline)",
        category = "utils/primitive",
        about = "Holds a text of several lines.")
public final class PrimitiveStringMultiline implements Node<PrimitiveStringMultiline.In, PrimitiveStringMultiline.Out> {
    public record In(@Text(multiline = true) String value) {}

    public record Out(@Named("STRING") String value) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.value());
    }
}
