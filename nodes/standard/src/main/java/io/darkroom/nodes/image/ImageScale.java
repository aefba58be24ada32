package io.darkroom.nodes.image;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Resampling;

@NodeInfo(
        id = "ImageScale",
        name = "Upscale Image",
        category = "image/upscaling",
        about = "Resizes pictures; a side of 0 follows from the other by the aspect.")
public final class ImageScale implements Node<ImageScale.In, ImageScale.Out> {
    public record In(
            Image image,

            @Choice({"nearest-exact", "bilinear", "area", "bicubic", "lanczos"})
            String upscaleMethod,

            @Whole(def = 512, max = 16384) int width,
            @Whole(def = 512, max = 16384) int height,
            @Choice({"disabled", "center"}) String crop) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        Image image = in.image();
        if (in.width() == 0 && in.height() == 0) {
            return new Out(image);
        }
        int width = in.width() > 0 ? in.width() : follow(image.width(), in.height(), image.height());
        int height = in.height() > 0 ? in.height() : follow(image.height(), in.width(), image.width());
        Tensor pixels = Frame.channelsFirst(image);
        Tensor framed = in.crop().equals("center") ? Frame.centre(pixels, width, height) : pixels;
        return new Out(Frame.channelsLast(Resampling.named(in.upscaleMethod()).apply(framed, width, height)));
    }

    private static int follow(int side, int otherTo, int otherFrom) {
        return (int) Math.max(1, Math.rint((double) side * otherTo / otherFrom));
    }
}
