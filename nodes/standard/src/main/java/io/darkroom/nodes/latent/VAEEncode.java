package io.darkroom.nodes.latent;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Vae;

@NodeInfo(id = "VAEEncode", name = "VAE Encode", category = "latent", about = "Turns pictures into latents.")
public final class VAEEncode implements Node<VAEEncode.In, VAEEncode.Out> {
    public record In(Image pixels, Vae vae) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(new Latent(VaePasses.encode(in.vae(), in.pixels(), context)));
    }
}
