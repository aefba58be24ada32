package io.darkroom.conformance.loop;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.conformance.description.Description;
import io.darkroom.conformance.expansion.Added;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a round of a counted loop begins. How many remain is told by a hidden input from the second round on. */
public final class TestForLoopOpen implements Behaviour {
    public static NodeType type() {
        Description description =
                Description.of("TestForLoopOpen", "Testing/Loops").takes("remaining", Widget.Whole.of(1, 0, 100_000));
        LoopValues.takenFrom(1, description)
                .hides(LoopValues.name(0), "*")
                .gives("FLOW_CONTROL")
                .gives("INT");
        return LoopValues.givenFrom(1, description).doing(new TestForLoopOpen());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        String counted = LoopValues.name(0);
        Object remaining = arguments.get(arguments.has(counted) ? counted : "remaining");
        List<@Nullable Object> results = new ArrayList<>(Arrays.asList(TestWhileLoopOpen.FLOW, remaining));
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("condition", Input.of(remaining));
        inputs.put(counted, Input.of(remaining));
        for (int i = 1; i < LoopValues.COUNT; i++) {
            Object value = arguments.get(LoopValues.name(i));
            results.add(value);
            inputs.put(LoopValues.name(i), Input.of(value));
        }
        Added added = new Added(context);
        added.node("TestWhileLoopOpen", inputs); // as the reference has it; no result comes from it, so it never runs
        return added.giving(results.toArray());
    }
}
