package io.darkroom.format.editor;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.format.prompt.SeedControl;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where in {@code widgets_values} each widget of a node type has its value (comfyui-contract.md, 1.5). */
final class WidgetRows {
    /** Types without a description of ours that have a widget nevertheless; the first is only a button. */
    private static final String UPLOAD_BUTTON = "IMAGEUPLOAD";

    private static final Set<String> OTHER_WIDGETS = Set.of(UPLOAD_BUTTON, "WEBCAM");
    private static final Set<String> UPLOADS = Set.of("image_upload", "video_upload", "animated_image_upload");

    private WidgetRows() {}

    /**
     * An input with a widget.
     *
     * @param value index of its value
     * @param control index of the value of its "control after generate"; -1: it has none
     */
    record Row(InputSlot slot, int value, int control) {
        /** Whether its value goes into the workflow. */
        boolean counts() {
            return !slot.type().equals(UPLOAD_BUTTON);
        }
    }

    static List<Row> of(NodeType type, int valuesInFile) {
        boolean forcedKeepPlace = forcedKeepPlace(type, valuesInFile);
        List<Row> rows = new ArrayList<>();
        int next = 0;
        for (Presence presence : List.of(Presence.REQUIRED, Presence.OPTIONAL)) {
            boolean uploads = false;
            for (InputSlot slot : type.inputs()) {
                if (slot.presence() != presence) {
                    continue;
                }
                if (hasWidget(slot)) {
                    boolean control = hasControl(slot);
                    rows.add(new Row(slot, next, control ? next + 1 : -1));
                    next += control ? 2 : 1;
                } else if (forcedKeepPlace && isForced(slot)) {
                    next += hasControl(slot) ? 2 : 1;
                }
                uploads |= uploads(slot);
            }
            next += uploads && presence == Presence.REQUIRED ? 1 : 0;
        }
        return rows;
    }

    /** Files from before forceInput still hold a value for each such input; the number of values tells. */
    private static boolean forcedKeepPlace(NodeType type, int valuesInFile) {
        int places = 0;
        for (InputSlot slot : type.inputs()) {
            if (slot.presence() != Presence.HIDDEN && (hasWidget(slot) || isForced(slot))) {
                places += hasControl(slot) ? 2 : 1;
            }
        }
        return places == valuesInFile;
    }

    private static boolean hasWidget(InputSlot slot) {
        return slot.widget().isPresent() || OTHER_WIDGETS.contains(slot.type());
    }

    private static boolean isForced(InputSlot slot) {
        return Boolean.TRUE.equals(slot.extra().get("forceInput"));
    }

    private static boolean uploads(InputSlot slot) {
        return slot.widget()
                        .filter(w -> w instanceof Widget.Choice choice && choice.upload())
                        .isPresent()
                || UPLOADS.stream()
                        .anyMatch(option -> Boolean.TRUE.equals(slot.extra().get(option)));
    }

    private static boolean hasControl(InputSlot slot) {
        if (slot.type().equals("INT") && SeedControl.isSeed(slot.name())) {
            return true;
        }
        Object declared = slot.extra().get("control_after_generate");
        return slot.widget()
                .map(widget -> (widget instanceof Widget.Whole whole && whole.control())
                        || (widget instanceof Widget.Choice choice && choice.control()))
                .orElse(Boolean.TRUE.equals(declared) || declared instanceof String);
    }

    /** What the editor gives a widget at first; empty if it has nothing to offer. */
    static Optional<Object> initial(InputSlot slot) {
        if (slot.widget().isEmpty()) {
            return Optional.empty();
        }
        Widget widget = slot.widget().get();
        if (widget instanceof Widget.Whole whole) {
            BigInteger def = whole.def();
            return Optional.of(def.bitLength() < Long.SIZE ? (Object) def.longValue() : def);
        }
        if (widget instanceof Widget.Real real) {
            return Optional.of(real.def());
        }
        if (widget instanceof Widget.Text text) {
            return Optional.of(text.def());
        }
        if (widget instanceof Widget.Toggle toggle) {
            return Optional.of(toggle.def());
        }
        Widget.Choice choice = (Widget.Choice) widget;
        return choice.def()
                .or(() -> choice.options().get().stream().findFirst())
                .map(name -> name);
    }
}
