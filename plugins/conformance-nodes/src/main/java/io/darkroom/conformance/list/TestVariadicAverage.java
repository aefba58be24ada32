package io.darkroom.conformance.list;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.conformance.description.Description;

/** The mean of pictures on inputs that count up from {@code input1}, of which only the first is declared. */
public final class TestVariadicAverage implements Behaviour {
    public static NodeType type() {
        return Description.of("TestVariadicAverage", "Testing/Lists")
                .takes("input1", "IMAGE")
                .gives("IMAGE")
                .is(Trait.VARIADIC)
                .doing(new TestVariadicAverage());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        Tensor sum = arguments.get("input1", Image.class).pixels();
        int count = 1;
        while (arguments.has("input" + (count + 1))) {
            count++;
            sum = sum.plus(arguments.get("input" + count, Image.class).pixels());
        }
        return Outcome.Values.of(new Image(sum.times(1f / count)));
    }
}
