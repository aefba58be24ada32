package io.darkroom.conformance.caching;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.type.Image;
import io.darkroom.conformance.description.Description;
import org.jspecify.annotations.Nullable;

/** A picture times a number, with a fingerprint that sees constants alone. */
public final class TestIsChangedWithConstants implements Behaviour {
    public static NodeType type() {
        return Description.of("TestIsChangedWithConstants", "Testing/Caching")
                .takes("image", "IMAGE")
                .takes("value", Description.real(1, 0, 10))
                .gives("IMAGE")
                .doing(new TestIsChangedWithConstants());
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        float factor = arguments.get("value", Double.class).floatValue();
        Image image = arguments.get("image", Image.class);
        return Outcome.Values.of(new Image(image.pixels().times(factor)));
    }

    @Override
    public @Nullable Object fingerprint(Arguments constants) {
        return constants.has("image") ? Double.NaN : constants.get("value");
    }
}
