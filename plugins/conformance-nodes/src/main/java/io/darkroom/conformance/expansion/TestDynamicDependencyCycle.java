package io.darkroom.conformance.expansion;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.type.Image;
import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.description.Description;

/** Becomes two mixes that need each other, which nobody can know before they ask for it. */
public final class TestDynamicDependencyCycle implements Behaviour {
    public static NodeType type() {
        return Description.of("TestDynamicDependencyCycle", "Testing/Expansion")
                .takes("input1", "IMAGE")
                .takes("input2", "IMAGE")
                .gives("IMAGE")
                .doing(new TestDynamicDependencyCycle());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        Image first = arguments.get("input1", Image.class);
        Added added = new Added(context);
        Input.Link mask = added.node(
                "StubMask",
                "value",
                0.5,
                "height",
                (long) first.height(),
                "width",
                (long) first.width(),
                "batch_size",
                1L);
        Input.Link one = added.node("TestLazyMixImages", "image1", first, "mask", mask);
        Input.Link other =
                added.node("TestLazyMixImages", "image1", one, "image2", arguments.get("input2"), "mask", mask);
        added.set(one, "image2", other);
        return added.giving(one);
    }
}
