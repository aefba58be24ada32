package io.darkroom.conformance.description;

import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Gathers what a node type consists of. Not safe for concurrent use. */
public final class Description {
    /** Who brings these nodes, in the form in which clients of ComfyUI read a pack's name. */
    public static final String SOURCE = "custom_nodes.conformance-nodes";

    private final String id;
    private final String category;
    private final List<InputSlot> inputs = new ArrayList<>();
    private final List<OutputSlot> outputs = new ArrayList<>();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    private Description(String id, String category) {
        this.id = id;
        this.category = category;
    }

    public static Description of(String id, String category) {
        return new Description(id, category);
    }

    /** A real-number widget in steps of 0.01. */
    public static Widget real(double def, double min, double max) {
        return new Widget.Real(def, min, max, 0.01, OptionalDouble.empty());
    }

    public Description takes(String name, String type) {
        return input(InputSlot.link(name, type, Presence.REQUIRED));
    }

    public Description takes(String name, Widget widget) {
        return input(InputSlot.widget(name, widget, Presence.REQUIRED));
    }

    public Description mayTake(String name, String type) {
        return input(InputSlot.link(name, type, Presence.OPTIONAL));
    }

    public Description mayTake(String name, Widget widget) {
        return input(InputSlot.widget(name, widget, Presence.OPTIONAL));
    }

    public Description hides(String name, String type) {
        return input(InputSlot.link(name, type, Presence.HIDDEN));
    }

    public Description takesLazily(String name, String type) {
        return input(new InputSlot(name, type, Presence.REQUIRED, Optional.empty(), true, false, "", Map.of()));
    }

    /** An input of which the node receives the link itself. */
    public Description takesLink(String name, String type, Presence presence) {
        return input(new InputSlot(name, type, presence, Optional.empty(), false, true, "", Map.of()));
    }

    public Description gives(String type) {
        outputs.add(OutputSlot.of(type, type));
        return this;
    }

    /** An output of which each element runs the nodes behind it. */
    public Description givesList(String type) {
        outputs.add(new OutputSlot(type, type, true, ""));
        return this;
    }

    public Description is(Trait trait) {
        traits.add(trait);
        return this;
    }

    public NodeType doing(Behaviour behaviour) {
        return new NodeType(id, id, category, "", inputs, outputs, traits, SOURCE, behaviour);
    }

    private Description input(InputSlot slot) {
        inputs.add(slot);
        return this;
    }
}
