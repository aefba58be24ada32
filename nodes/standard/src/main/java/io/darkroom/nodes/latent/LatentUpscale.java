package io.darkroom.nodes.latent;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.LatentFormat;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Resampling;

@NodeInfo(
        id = "LatentUpscale",
        name = "Upscale Latent",
        category = "latent",
        about = "Resizes latents to a picture size; a side of 0 follows from the other by the aspect.")
public final class LatentUpscale implements Node<LatentUpscale.In, LatentUpscale.Out> {
    private static final int SMALLEST = 64; // pixels; what the reference raises sides to

    public record In(
            Latent samples,

            @Choice({"nearest-exact", "bilinear", "area", "bicubic", "bislerp"})
            String upscaleMethod,

            @Whole(def = 512, max = 16384, step = 8) int width,
            @Whole(def = 512, max = 16384, step = 8) int height,
            @Choice({"disabled", "center"}) String crop) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        if (in.width() == 0 && in.height() == 0) {
            return new Out(in.samples());
        }
        Tensor samples = in.samples().samples();
        double aspect = (double) samples.shape().size(3) / samples.shape().size(2);
        int width = Math.max(SMALLEST, in.width() > 0 ? in.width() : (int) Math.rint(side(in.height()) * aspect));
        int height = Math.max(SMALLEST, in.height() > 0 ? in.height() : (int) Math.rint(side(in.width()) / aspect));
        int columns = width / LatentFormat.STABLE_DIFFUSION.downscale();
        int rows = height / LatentFormat.STABLE_DIFFUSION.downscale();
        Tensor framed = in.crop().equals("center") ? Frame.centre(samples, columns, rows) : samples;
        return new Out(
                in.samples().withSamples(Resampling.named(in.upscaleMethod()).apply(framed, columns, rows)));
    }

    private static int side(int pixels) {
        return Math.max(SMALLEST, pixels);
    }
}
