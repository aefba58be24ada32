package io.darkroom.cli.toy;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Trait;

/** Works until it is stopped. */
@NodeInfo(id = "toy.Endless", name = "Endless", category = "toys", traits = Trait.OUTPUT)
final class Endless implements Node<Endless.In, Endless.Out> {
    public record In() {}

    public record Out() {}

    @Override
    public Out run(In in, Context context) {
        while (true) {
            context.progress(1, 2);
            Thread.onSpinWait();
        }
    }
}
