package io.darkroom.conformance.loop;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Widget;
import io.darkroom.conformance.description.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a round of a loop begins: passes its values on. */
public final class TestWhileLoopOpen implements Behaviour {
    /** What travels along the link from the open end of a loop to its closing one, which looks at the link alone. */
    static final String FLOW = "flow";

    public static NodeType type() {
        Description description =
                Description.of("TestWhileLoopOpen", "Testing/Loops").takes("condition", new Widget.Toggle(true));
        LoopValues.takenFrom(0, description).gives("FLOW_CONTROL");
        return LoopValues.givenFrom(0, description).doing(new TestWhileLoopOpen());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        List<@Nullable Object> values = LoopValues.from(0, arguments);
        values.add(0, FLOW);
        return new Outcome.Values(values, Shown.NOTHING);
    }
}
