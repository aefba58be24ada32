package io.darkroom.conformance.validation;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.type.Image;
import io.darkroom.conformance.stub.Pixels;
import org.jspecify.annotations.Nullable;

/** {@code input1} times {@code input2}, each a picture or a number; two numbers make a grey picture. */
final class Product {
    private Product() {}

    static Outcome of(Arguments arguments) {
        return Outcome.Values.of(of(arguments.get("input1"), arguments.get("input2")));
    }

    private static Image of(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Pixels.grey(x.doubleValue() * y.doubleValue());
        }
        if (a instanceof Image x && b instanceof Image y) {
            return new Image(x.pixels().zip(y.pixels(), (v, w) -> v * w));
        }
        if (a instanceof Image x && b instanceof Number y) {
            return new Image(x.pixels().times(y.floatValue()));
        }
        if (a instanceof Number && b instanceof Image) {
            return of(b, a);
        }
        throw new NodeException("input1 and input2 must each be a picture or a number.");
    }
}
