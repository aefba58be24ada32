package io.darkroom.conformance.expansion;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.stub.Pixels;

/** Answers at once, or with an expansion that adds nothing, or with one that does, as its number says. */
public final class TestMixedExpansionReturns implements Behaviour {
    public static NodeType type() {
        return Description.of("TestMixedExpansionReturns", "Testing/Expansion")
                .takes("input1", Description.real(0.5, 0, 1))
                .gives("IMAGE")
                .gives("IMAGE")
                .doing(new TestMixedExpansionReturns());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        double value = arguments.get("input1", Double.class);
        if (value <= 0.1) {
            return Outcome.Values.of(Pixels.grey(0.1), Pixels.grey(1));
        }
        Added added = new Added(context);
        return value <= 0.2 ? added.giving(Pixels.grey(0.2), Pixels.grey(1)) : added.giving(mix(added), Pixels.grey(1));
    }

    private static Input mix(Added added) {
        Input mask = added.node(
                "StubMask", "value", 0.3, "height", (long) Pixels.SIDE, "width", (long) Pixels.SIDE, "batch_size", 1L);
        return added.node(
                "TestLazyMixImages", "image1", image(added, "BLACK"), "image2", image(added, "WHITE"), "mask", mask);
    }

    private static Input image(Added added, String content) {
        return added.node(
                "StubImage",
                "content",
                content,
                "height",
                (long) Pixels.SIDE,
                "width",
                (long) Pixels.SIDE,
                "batch_size",
                1L);
    }
}
