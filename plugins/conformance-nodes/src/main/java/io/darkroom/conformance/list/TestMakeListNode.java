package io.darkroom.conformance.list;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.conformance.description.Description;
import java.util.ArrayList;
import java.util.List;

/** A list of the values that are given. */
public final class TestMakeListNode implements Behaviour {
    private static final int VALUES = 9;

    public static NodeType type() {
        Description description =
                Description.of("TestMakeListNode", "Testing/Lists").takes("value1", "*");
        for (int i = 2; i <= VALUES; i++) {
            description.mayTake("value" + i, "*");
        }
        return description.givesList("*").doing(new TestMakeListNode());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= VALUES; i++) {
            Object value = arguments.get("value" + i);
            if (value != null) {
                values.add(value);
            }
        }
        return Outcome.Values.of(values);
    }
}
