package io.darkroom.nodes.image;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Resampling;

@NodeInfo(
        id = "ImageScaleBy",
        name = "Upscale Image By",
        category = "image/upscaling",
        about = "Resizes pictures by a factor.")
public final class ImageScaleBy implements Node<ImageScaleBy.In, ImageScaleBy.Out> {
    public record In(
            Image image,

            @Choice({"nearest-exact", "bilinear", "area", "bicubic", "lanczos"})
            String upscaleMethod,

            @Real(def = 1, min = 0.01, max = 8) double scaleBy) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        int width = (int) Math.rint(in.image().width() * in.scaleBy());
        int height = (int) Math.rint(in.image().height() * in.scaleBy());
        return new Out(Frame.channelsLast(
                Resampling.named(in.upscaleMethod()).apply(Frame.channelsFirst(in.image()), width, height)));
    }
}
