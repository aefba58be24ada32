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
        id = "ImageScaleToTotalPixels",
        category = "image/upscaling",
        about = "Resizes pictures to a number of megapixels (of 1024 × 1024), keeping their aspect.")
public final class ImageScaleToTotalPixels implements Node<ImageScaleToTotalPixels.In, ImageScaleToTotalPixels.Out> {
    private static final int MEGAPIXEL = 1024 * 1024;

    public record In(
            Image image,

            @Choice({"nearest-exact", "bilinear", "area", "bicubic", "lanczos"})
            String upscaleMethod,

            @Real(def = 1, min = 0.01, max = 16) double megapixels) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        double wanted = Math.floor(in.megapixels() * MEGAPIXEL);
        double factor =
                Math.sqrt(wanted / ((double) in.image().width() * in.image().height()));
        int width = (int) Math.rint(in.image().width() * factor);
        int height = (int) Math.rint(in.image().height() * factor);
        return new Out(Frame.channelsLast(
                Resampling.named(in.upscaleMethod()).apply(Frame.channelsFirst(in.image()), width, height)));
    }
}
