package io.darkroom.nodes.load;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Model;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "LoraLoaderModelOnly",
        category = "loaders",
        about = "Changes a model by a LoRA and leaves the text encoder as it is.")
public final class LoraLoaderModelOnly implements Node<LoraLoaderModelOnly.In, LoraLoaderModelOnly.Out> {
    private final Loras loras;

    public LoraLoaderModelOnly(Loras loras) {
        this.loras = loras;
    }

    public record In(
            Model model,
            @Choice(from = "files:loras") String loraName,
            @Real(def = 1, min = -100, max = 100) double strengthModel) {}

    public record Out(Model model) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(loras.apply(in.loraName(), in.model(), in.strengthModel(), Optional.empty(), 0, context)
                .model());
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return loras.fingerprint(in.loraName());
    }
}
