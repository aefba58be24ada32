package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.api.type.Vae;
import io.darkroom.nodes.image.Channels;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Resampling;

@NodeInfo(
        id = "VAEEncodeForInpaint",
        name = "VAE Encode (for Inpainting)",
        category = "latent/inpaint",
        about = "Turns pictures into latents with the masked part greyed out, to be sampled anew at full denoise.",
        traits = Trait.DURABLE)
public final class VAEEncodeForInpaint implements Node<VAEEncodeForInpaint.In, VAEEncodeForInpaint.Out> {
    public record In(
            Image pixels,
            Vae vae,
            Mask mask,
            @Whole(def = 6, max = 64) int growMaskBy) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        Tensor pixels = Frame.channelsFirst(Channels.rgb(in.pixels()));
        Tensor mask = Resampling.BILINEAR.apply(
                InpaintMask.planes(in.mask()), in.pixels().width(), in.pixels().height());
        Tensor rounded = VaePasses.cells(in.vae(), mask).map(v -> (float) Math.rint(v));
        Tensor grown = InpaintMask.grow(rounded, in.growMaskBy());
        Image greyed = Frame.channelsLast(InpaintMask.greyOut(VaePasses.cells(in.vae(), pixels), rounded));
        Latent latent = new Latent(VaePasses.encode(in.vae(), greyed, context));
        return new Out(latent.withNoiseMask(InpaintMask.mask(grown)));
    }
}
