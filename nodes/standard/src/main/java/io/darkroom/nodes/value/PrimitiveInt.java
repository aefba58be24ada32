package io.darkroom.nodes.value;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Widget;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** The node that holds a whole number; written as a description because its widget steps after each run, as a seed does. */
public final class PrimitiveInt {
    private PrimitiveInt() {}

    public static NodeType type() {
        BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        Widget widget = new Widget.Whole(BigInteger.ZERO, max.negate(), max, BigInteger.ONE, true);
        return new NodeType(
                "PrimitiveInt",
                "Int",
                "utils/primitive",
                "Holds a whole number.",
                List.of(InputSlot.widget("value", widget, InputSlot.Presence.REQUIRED)),
                List.of(OutputSlot.of("INT", "INT")),
                Set.of(),
                "nodes",
                (arguments, context) -> Outcome.Values.of(arguments.get("value", Long.class)));
    }
}
