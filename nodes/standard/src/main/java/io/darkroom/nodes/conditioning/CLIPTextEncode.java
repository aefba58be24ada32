package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.nodes.load.EmbeddingFolder;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "CLIPTextEncode",
        name = "CLIP Text Encode (Prompt)",
        category = "conditioning",
        about = "Encodes a prompt: (word:1.2) weighs it, embedding:name inserts a textual inversion.",
        traits = Trait.DURABLE)
public final class CLIPTextEncode implements Node<CLIPTextEncode.In, CLIPTextEncode.Out> {
    private final EmbeddingFolder embeddings;

    public CLIPTextEncode(EmbeddingFolder embeddings) {
        this.embeddings = embeddings;
    }

    public record In(
            @Text(multiline = true, dynamicPrompts = true) String text, TextEncoder clip) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        embeddings.note(in.text(), context);
        return new Out(in.clip().encode(in.text(), context::warn, context.cancellation()));
    }

    /** A linked text is not known yet and may mention embeddings. */
    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.text() == null || EmbeddingFolder.mentioned(in.text()) ? embeddings.identity() : null;
    }
}
