package io.darkroom.engine.catalogue;

import io.darkroom.api.node.About;
import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.Lazy;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of an input record: the slot it stands for and how its value is read. A component is a value, or one
 * wrapped in any of Optional, Lazy and List, in this order.
 *
 * @param type the class of the value inside the wrappings
 */
record InputField(InputSlot slot, Class<?> type, boolean optional, boolean list) {
    static InputField of(RecordComponent component, WidgetReader widgets) {
        Type type = component.getGenericType();
        boolean optional = wraps(type, Optional.class);
        type = optional ? inside(type) : type;
        boolean lazy = wraps(type, Lazy.class);
        type = lazy ? inside(type) : type;
        boolean list = wraps(type, List.class);
        type = list ? inside(type) : type;
        Class<?> value = SocketNames.rawClass(type).orElse(Object.class);
        Optional<Widget> widget = widgets.read(component, value);
        String socket = widget.map(Widget::type)
                .or(() -> SocketNames.of(value))
                .orElseThrow(() -> new CatalogueException("Component \"" + component.getName() + "\" of "
                        + component.getDeclaringRecord().getName() + " is a " + value.getName()
                        + ", which has no socket type; give that class @Socket(\"NAME\")."));
        About about = component.getAnnotation(About.class);
        InputSlot slot = new InputSlot(
                SlotNames.input(component),
                socket,
                optional ? Presence.OPTIONAL : Presence.REQUIRED,
                widget,
                lazy,
                value == Input.Link.class,
                about == null ? "" : about.value(),
                Map.of());
        return new InputField(slot, value, optional, list);
    }

    private static boolean wraps(Type type, Class<?> wrapping) {
        return type instanceof ParameterizedType parameterised && parameterised.getRawType() == wrapping;
    }

    private static Type inside(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    /** The component's value: its own, or the first of its list. */
    @Nullable
    Object read(Arguments arguments, Form form, Absent absent) {
        Object given = arguments.get(slot.name());
        Object value = list ? elements(given) : single(form == Form.LISTS ? first(given) : given);
        if (slot.lazy()) {
            Object known = value == null ? Lazy.unknown() : Lazy.known(value);
            boolean unset = optional && !arguments.values().containsKey(slot.name());
            return unset ? Optional.empty() : optional ? Optional.of(known) : known;
        }
        if (optional) {
            return Optional.ofNullable(value);
        }
        if (value == null && absent == Absent.REFUSED) {
            throw NodeException.atInput(slot.name(), "Input \"" + slot.name() + "\" is missing.");
        }
        return value != null ? value : list ? List.of() : JavaValues.zero(type);
    }

    private static @Nullable Object first(@Nullable Object given) {
        return given instanceof List<?> values && !values.isEmpty() ? values.get(0) : null;
    }

    private @Nullable Object single(@Nullable Object value) {
        return value == null ? null : JavaValues.convert(slot, type, value);
    }

    private @Nullable Object elements(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        List<?> values = given instanceof List<?> all ? all : List.of(given);
        List<Object> converted = new ArrayList<>(values.size());
        for (Object value : values) {
            if (value == null) {
                throw NodeException.atInput(
                        slot.name(), "Input \"" + slot.name() + "\" has an empty place in its list.");
            }
            converted.add(JavaValues.convert(slot, type, value));
        }
        return List.copyOf(converted);
    }

    /** How values arrive: as they are, or each in a list, at a node that takes lists. Constants come as they are. */
    enum Form {
        VALUES,
        LISTS
    }

    /** What an input without a value means. */
    enum Absent {
        /** The node cannot run. */
        REFUSED,
        /** Only constants are known yet: null, or zero and false where null is impossible. */
        ZERO
    }
}
