package io.darkroom.api.node;

import java.util.Map;
import java.util.Optional;

/**
 * An input of a node type.
 *
 * @param type socket type: a name, {@code *} for any, or alternatives separated by commas
 * @param widget how its constant is edited; empty: a link only
 * @param lazy evaluated only on demand
 * @param rawLink the node receives the {@link io.darkroom.api.workflow.Input.Link} itself
 * @param about one sentence; may be empty
 * @param extra further options, passed to clients as they are
 */
public record InputSlot(
        String name,
        String type,
        Presence presence,
        Optional<Widget> widget,
        boolean lazy,
        boolean rawLink,
        String about,
        Map<String, Object> extra) {
    public InputSlot {
        extra = Map.copyOf(extra);
    }

    public static InputSlot link(String name, String type, Presence presence) {
        return new InputSlot(name, type, presence, Optional.empty(), false, false, "", Map.of());
    }

    public static InputSlot widget(String name, Widget widget, Presence presence) {
        return new InputSlot(name, widget.type(), presence, Optional.of(widget), false, false, "", Map.of());
    }

    /** Whether a workflow must, may, or cannot set it. */
    public enum Presence {
        REQUIRED,
        OPTIONAL,
        /** Accepted when present, shown to nobody. */
        HIDDEN
    }
}
