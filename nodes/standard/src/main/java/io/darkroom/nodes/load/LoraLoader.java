package io.darkroom.nodes.load;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.TextEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "LoraLoader",
        name = "Load LoRA",
        category = "loaders",
        about = "Changes a model and its text encoder by a LoRA.")
public final class LoraLoader implements Node<LoraLoader.In, LoraLoader.Out> {
    private final Loras loras;

    public LoraLoader(Loras loras) {
        this.loras = loras;
    }

    public record In(
            Model model,
            TextEncoder clip,
            @Choice(from = "files:loras") String loraName,
            @Real(def = 1, min = -100, max = 100) double strengthModel,
            @Real(def = 1, min = -100, max = 100) double strengthClip) {}

    public record Out(Model model, TextEncoder clip) {}

    @Override
    public Out run(In in, Context context) {
        Loras.Patched patched = loras.apply(
                in.loraName(), in.model(), in.strengthModel(), Optional.of(in.clip()), in.strengthClip(), context);
        return new Out(patched.model(), patched.clip().orElse(in.clip()));
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return loras.fingerprint(in.loraName());
    }
}
