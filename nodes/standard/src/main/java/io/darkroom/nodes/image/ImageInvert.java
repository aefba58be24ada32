package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Image;

@NodeInfo(id = "ImageInvert", name = "Invert Image", category = "image", about = "Swaps light and dark.")
public final class ImageInvert implements Node<ImageInvert.In, ImageInvert.Out> {
    public record In(Image image) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new Image(in.image().pixels().map(v -> 1 - v)));
    }
}
