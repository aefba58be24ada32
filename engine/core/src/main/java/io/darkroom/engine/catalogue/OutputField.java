package io.darkroom.engine.catalogue;

import io.darkroom.api.node.About;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Seed;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One component of an output record that is an output: its slot and how its value leaves. */
record OutputField(OutputSlot slot, Method accessor, UnaryOperator<@Nullable Object> leaving) {
    static OutputField of(RecordComponent component) {
        Type type = component.getGenericType();
        boolean list = type instanceof ParameterizedType parameterised && parameterised.getRawType() == List.class;
        Type inside = list ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        Class<?> value = SocketNames.rawClass(inside).orElse(Object.class);
        String socket = SocketNames.of(value)
                .orElseThrow(() -> new CatalogueException("Component \"" + component.getName() + "\" of "
                        + component.getDeclaringRecord().getName() + " is a " + value.getName()
                        + ", which has no socket type; give that class @Socket(\"NAME\")."));
        About about = component.getAnnotation(About.class);
        OutputSlot slot =
                new OutputSlot(SlotNames.output(component, socket), socket, list, about == null ? "" : about.value());
        component.getAccessor().setAccessible(true); // records of package-private nodes
        return new OutputField(
                slot,
                component.getAccessor(),
                component.isAnnotationPresent(Seed.class) ? JavaValues::unsigned : JavaValues::travelling);
    }
}
