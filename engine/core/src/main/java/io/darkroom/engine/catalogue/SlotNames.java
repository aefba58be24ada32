package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Named;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of slots in files, from names of record components. */
final class SlotNames {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private SlotNames() {}

    /** {@code @Named}, else the component's name as snake_case: {@code ckptName} is {@code ckpt_name}. */
    static String input(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        return named != null
                ? named.value()
                : HUMP.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** {@code @Named}, else the socket type, as in ComfyUI. */
    static String output(RecordComponent component, String type) {
        Named named = component.getAnnotation(Named.class);
        return named != null ? named.value() : type;
    }
}
