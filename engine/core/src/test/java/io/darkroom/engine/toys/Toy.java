package io.darkroom.engine.toys;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a node type by hand in a line or two. */
public final class Toy {
    private final String id;
    private final List<InputSlot> inputs = new ArrayList<>();
    private final List<OutputSlot> outputs = new ArrayList<>();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private Needs needs = arguments -> Set.of();
    private Fingerprint fingerprint = constants -> null;
    private Check check = constants -> Map.of();

    private Toy(String id) {
        this.id = id;
    }

    public static Toy of(String id) {
        return new Toy(id);
    }

    public Toy in(String name, String type) {
        inputs.add(InputSlot.link(name, type, Presence.REQUIRED));
        return this;
    }

    public Toy maybe(String name, String type) {
        inputs.add(InputSlot.link(name, type, Presence.OPTIONAL));
        return this;
    }

    public Toy hidden(String name, String type) {
        inputs.add(InputSlot.link(name, type, Presence.HIDDEN));
        return this;
    }

    public Toy in(String name, Widget widget) {
        inputs.add(InputSlot.widget(name, widget, Presence.REQUIRED));
        return this;
    }

    public Toy maybe(String name, Widget widget) {
        inputs.add(InputSlot.widget(name, widget, Presence.OPTIONAL));
        return this;
    }

    public Toy lazy(String name, String type) {
        inputs.add(new InputSlot(name, type, Presence.OPTIONAL, Optional.empty(), true, false, "", Map.of()));
        return this;
    }

    public Toy raw(String name, String type) {
        inputs.add(new InputSlot(name, type, Presence.REQUIRED, Optional.empty(), false, true, "", Map.of()));
        return this;
    }

    public Toy maybeRaw(String name, String type) {
        inputs.add(new InputSlot(name, type, Presence.OPTIONAL, Optional.empty(), false, true, "", Map.of()));
        return this;
    }

    public Toy out(String type) {
        outputs.add(OutputSlot.of(type, type));
        return this;
    }

    public Toy outList(String type) {
        outputs.add(new OutputSlot(type, type, true, ""));
        return this;
    }

    public Toy is(Trait trait) {
        traits.add(trait);
        return this;
    }

    public Toy needs(Needs changed) {
        needs = changed;
        return this;
    }

    public Toy fingerprint(Fingerprint changed) {
        fingerprint = changed;
        return this;
    }

    public Toy check(Check changed) {
        check = changed;
        return this;
    }

    /** The type with this behaviour. */
    public NodeType does(Work work) {
        return new NodeType(id, id, "toys", "", inputs, outputs, traits, "toys", behaviour(work));
    }

    /** The type of a node that yields one value. */
    public NodeType gives(Value value) {
        return does((arguments, context) -> {
            List<@Nullable Object> one = new ArrayList<>();
            one.add(value.of(arguments, context));
            return new Outcome.Values(one, Shown.NOTHING);
        });
    }

    private Behaviour behaviour(Work work) {
        Needs asked = needs;
        Fingerprint print = fingerprint;
        Check checked = check;
        return new Behaviour() {
            @Override
            public Outcome run(Arguments arguments, Context context) throws Exception {
                return work.of(arguments, context);
            }

            @Override
            public Set<String> needs(Arguments arguments) throws Exception {
                return asked.of(arguments);
            }

            @Override
            public @Nullable Object fingerprint(Arguments constants) throws Exception {
                return print.of(constants);
            }

            @Override
            public Map<String, String> check(Arguments constants) throws Exception {
                return checked.of(constants);
            }
        };
    }

    /** What it does. */
    @FunctionalInterface
    public interface Work {
        Outcome of(Arguments arguments, Context context) throws Exception;
    }

    /** What it yields. */
    @FunctionalInterface
    public interface Value {
        @Nullable
        Object of(Arguments arguments, Context context) throws Exception;
    }

    /** What it asks for. */
    @FunctionalInterface
    public interface Needs {
        Set<String> of(Arguments arguments) throws Exception;
    }

    /** What else it depends on. */
    @FunctionalInterface
    public interface Fingerprint {
        @Nullable
        Object of(Arguments constants) throws Exception;
    }

    /** What it refuses. */
    @FunctionalInterface
    public interface Check {
        Map<String, String> of(Arguments constants) throws Exception;
    }
}
