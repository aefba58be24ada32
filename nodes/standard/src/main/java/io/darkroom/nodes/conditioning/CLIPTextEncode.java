package io.darkroom.nodes.conditioning;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Text;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.TextEncoder;

@NodeInfo(
        id = "CLIPTextEncode",
        name = "CLIP Text Encode (Prompt)",
        category = "conditioning",
        about = "Encodes a prompt: (word:1.2) weighs it, embedding:name inserts a textual inversion.")
public final class CLIPTextEncode implements Node<CLIPTextEncode.In, CLIPTextEncode.Out> {
    public record In(
            @Text(multiline = true, dynamicPrompts = true) String text, TextEncoder clip) {}

    public record Out(Conditioning conditioning) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(in.clip().encode(in.text(), context::warn, context.cancellation()));
    }
}
