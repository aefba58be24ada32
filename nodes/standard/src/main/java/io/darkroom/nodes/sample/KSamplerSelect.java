package io.darkroom.nodes.sample;

import io.darkroom.api.extension.Extensions;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.sampling.Sampler;

@NodeInfo(id = "KSamplerSelect", category = "sampling/custom_sampling/samplers", about = "Chooses a sampler.")
public final class KSamplerSelect implements Node<KSamplerSelect.In, KSamplerSelect.Out> {
    private final Extensions extensions;

    public KSamplerSelect(Extensions extensions) {
        this.extensions = extensions;
    }

    public record In(@Choice(from = "samplers") String samplerName) {}

    public record Out(Sampler sampler) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(extensions.sampler(in.samplerName()));
    }
}
