package io.darkroom.cli.toy;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Whole;

/** Cannot do its work. */
@NodeInfo(id = "toy.Fails", name = "Fails", category = "toys", traits = Trait.OUTPUT)
final class Fails implements Node<Fails.In, Fails.Out> {
    public record In(@Whole(def = 1, min = 1, max = 9) int kind) {}

    public record Out() {}

    @Override
    public Out run(In in, Context context) {
        context.warn("this will not end well");
        throw new NodeException("The toy is broken; buy another.");
    }
}
