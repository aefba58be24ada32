package io.darkroom.conformance.logic;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;

@NodeInfo(id = "TestIntConditions", category = "Testing/Logic", about = "Compares two whole numbers.")
public final class TestIntConditions implements Node<TestIntConditions.In, TestIntConditions.Out> {
    public record In(
            @Whole(min = Long.MIN_VALUE, max = Long.MAX_VALUE)
            long a,

            @Whole(min = Long.MIN_VALUE, max = Long.MAX_VALUE)
            long b,

            @Choice({"==", "!=", "<", ">", "<=", ">="}) String operation) {}

    public record Out(boolean holds) {}

    @Override
    public Out run(In in, Context context) {
        int order = Long.compare(in.a(), in.b());
        return new Out(
                switch (in.operation()) {
                    case "==" -> order == 0;
                    case "!=" -> order != 0;
                    case "<" -> order < 0;
                    case ">" -> order > 0;
                    case "<=" -> order <= 0;
                    default -> order >= 0;
                });
    }
}
