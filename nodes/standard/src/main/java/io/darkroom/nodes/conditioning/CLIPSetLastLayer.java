package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.type.TextEncoder;

@NodeInfo(
        id = "CLIPSetLastLayer",
        name = "CLIP Set Last Layer",
        category = "conditioning",
        about = "Takes the encoding from an earlier layer (CLIP skip): -1 is the last, -2 the one before.")
public final class CLIPSetLastLayer implements Node<CLIPSetLastLayer.In, CLIPSetLastLayer.Out> {
    public record In(
            TextEncoder clip,
            @Whole(def = -1, min = -24, max = -1) int stopAtClipLayer) {}

    public record Out(TextEncoder clip) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.clip().withLayer(in.stopAtClipLayer()));
    }
}
