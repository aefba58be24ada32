package io.darkroom.cli.toy;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Seed;
import io.darkroom.api.node.Text;

/** Text from a seed. */
@NodeInfo(id = "toy.Words", name = "Words", category = "toys")
final class Words implements Node<Words.In, Words.Out> {
    public record In(
            @Text(multiline = true, dynamicPrompts = true) String text,

            @Seed long seed) {}

    public record Out(String words) {}

    @Override
    public Out run(In in, Context context) {
        context.note("words", in.text);
        return new Out(in.text + " " + Long.toUnsignedString(in.seed));
    }
}
