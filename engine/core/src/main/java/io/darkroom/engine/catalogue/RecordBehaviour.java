package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.engine.catalogue.InputField.Absent;
import io.darkroom.engine.catalogue.InputField.Form;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls a record node with arguments by name. */
final class RecordBehaviour<I extends Record, O extends Record> implements Behaviour {
    private final Node<I, O> node;
    private final Constructor<I> constructor;
    private final List<InputField> inputs;
    private final List<OutputField> outputs;
    private final Optional<Method> shown;
    private final Map<String, String> slotNames;
    private final Form form;
    private final boolean hasNeeds;
    private final boolean hasFingerprint;
    private final boolean hasCheck;

    /**
     * @param shown the accessor of the output component that clients are shown, if there is one
     * @param slotNames the name in files of each input component
     */
    RecordBehaviour(
            Node<I, O> node,
            Constructor<I> constructor,
            List<InputField> inputs,
            List<OutputField> outputs,
            Optional<Method> shown,
            Map<String, String> slotNames) {
        this.node = node;
        this.constructor = constructor;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.shown = shown;
        this.slotNames = Map.copyOf(slotNames);
        this.form = inputs.stream().anyMatch(InputField::list) ? Form.LISTS : Form.VALUES;
        this.hasNeeds = overrides("needs");
        this.hasFingerprint = overrides("fingerprint");
        this.hasCheck = overrides("check");
    }

    @Override
    public Outcome run(Arguments arguments, Context context) throws Exception {
        O out = Objects.requireNonNull(
                node.run(bind(arguments, form, Absent.REFUSED), context), "It returned null instead of its record.");
        List<@Nullable Object> values = new ArrayList<>(outputs.size());
        for (OutputField output : outputs) {
            values.add(output.leaving().apply(output.accessor().invoke(out)));
        }
        return new Outcome.Values(
                values, shown.isPresent() ? (Shown) shown.get().invoke(out) : Shown.NOTHING);
    }

    @Override
    public Set<String> needs(Arguments arguments) throws Exception {
        return hasNeeds
                ? node.needs(bind(arguments, form, Absent.ZERO)).stream()
                        .map(name -> slotNames.getOrDefault(name, name))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    @Override
    public @Nullable Object fingerprint(Arguments constants) throws Exception {
        return hasFingerprint ? node.fingerprint(bind(constants, Form.VALUES, Absent.ZERO)) : null;
    }

    /** Also refuses constants on inputs whose class cannot come from a file, which only a link can give. */
    @Override
    public Map<String, String> check(Arguments constants) throws Exception {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (InputField input : inputs) {
            try {
                input.read(constants, Form.VALUES, Absent.ZERO);
            } catch (NodeException e) {
                wrong.put(input.slot().name(), sentence(e));
            }
        }
        return wrong.isEmpty() && hasCheck ? node.check(bind(constants, Form.VALUES, Absent.ZERO)) : wrong;
    }

    private static String sentence(NodeException e) {
        String message = e.getMessage();
        return message == null ? "It cannot be read." : message;
    }

    private boolean overrides(String method) {
        try {
            return node.getClass().getMethod(method, Record.class).getDeclaringClass() != Node.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Node has lost its method " + method + ".", e);
        }
    }

    private I bind(Arguments arguments, Form arriving, Absent absent) throws Exception {
        Object[] values = new Object[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = inputs.get(i).read(arguments, arriving, absent);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception refused) {
                throw refused; // what the record's own constructor says is the message
            }
            throw e;
        }
    }
}
