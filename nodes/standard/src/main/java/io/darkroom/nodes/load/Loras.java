package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Context;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.nodes.file.UserFile;
import io.darkroom.onnx.lora.LoraFile;
import io.darkroom.onnx.lora.LoraPatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies LoRAs from the user's folders. Patching makes copies: what is patched stays as it was. */
public final class Loras {
    private static final String TYPE = "loras";
    private static final int NAMED = 3;

    private final Folders folders;

    public Loras(Folders folders) {
        this.folders = folders;
    }

    /** A model, and with it perhaps a text encoder, that a LoRA has changed. */
    record Patched(Model model, Optional<TextEncoder> clip) {}

    /**
     * Applies a LoRA; at strength 0 a part stays as it is.
     *
     * @param name its file
     */
    Patched apply(
            String name,
            Model model,
            double modelStrength,
            Optional<TextEncoder> clip,
            double clipStrength,
            Context context) {
        if (modelStrength == 0 && clipStrength == 0) {
            return new Patched(model, clip);
        }
        LoraFile lora = LoraFile.read(UserFile.find(folders, TYPE, name, context));
        LoraPatch forUnet = lora.forUnet(model.network().weightNames(), modelStrength);
        LoraPatch forText = lora.forText(clip.map(TextEncoder::weightNames).orElse(Set.of()), clipStrength);
        warn(name, lora, forUnet, forText, clip.isPresent(), context);
        Model patched = modelStrength == 0 || forUnet.size() == 0
                ? model
                : model.withNetwork(model.network().patched(forUnet));
        return new Patched(
                patched, clip.map(text -> clipStrength == 0 || forText.size() == 0 ? text : text.patched(forText)));
    }

    /** Without a text encoder, what is meant for one is left out by intent. */
    private static void warn(
            String name, LoraFile lora, LoraPatch forUnet, LoraPatch forText, boolean withText, Context context) {
        List<String> left = lora.notLoaded(forUnet, forText).stream()
                .filter(key -> withText || !key.startsWith("lora_te"))
                .toList();
        if (!left.isEmpty()) {
            String more = left.size() > NAMED ? " and " + (left.size() - NAMED) + " more" : "";
            context.warn("LoRA \"" + name + "\": NOT LOADED: "
                    + String.join(", ", left.subList(0, Math.min(NAMED, left.size()))) + more
                    + ". It may be made for another model family.");
        }
    }

    @Nullable
    Object fingerprint(@Nullable String name) throws Exception {
        return name == null ? null : FileIdentity.of(folders.find(TYPE, name).path());
    }
}
