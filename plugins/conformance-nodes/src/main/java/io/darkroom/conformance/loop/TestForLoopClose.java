package io.darkroom.conformance.loop;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.expansion.Added;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a round of a counted loop ends: becomes a count that falls by one and the end of a while loop. */
public final class TestForLoopClose implements Behaviour {
    public static NodeType type() {
        Description description = Description.of("TestForLoopClose", "Testing/Loops")
                .takesLink("flow_control", "FLOW_CONTROL", Presence.REQUIRED);
        return LoopValues.givenFrom(1, LoopValues.linkedFrom(1, description)).doing(new TestForLoopClose());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        Input.Link open = arguments.get("flow_control", Input.Link.class);
        Added added = new Added(context);
        Input.Link less = added.node(
                "TestIntMathOperation", "operation", "subtract", "a", new Input.Link(open.nodeId(), 1), "b", 1L);
        Map<String, Input> loop = new LinkedHashMap<>();
        loop.put("flow_control", open);
        loop.put("condition", added.node("TestToBoolNode", "value", less));
        loop.put(LoopValues.name(0), less);
        for (int i = 1; i < LoopValues.COUNT; i++) {
            Object value = arguments.get(LoopValues.name(i));
            if (value != null) {
                loop.put(LoopValues.name(i), value instanceof Input.Link link ? link : Input.of(value));
            }
        }
        String close = added.node("TestWhileLoopClose", loop).nodeId();
        Object[] results = new Object[LoopValues.COUNT - 1];
        for (int i = 0; i < results.length; i++) {
            results[i] = new Input.Link(close, i + 1);
        }
        return added.giving(results);
    }
}
