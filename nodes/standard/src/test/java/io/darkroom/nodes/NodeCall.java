package io.darkroom.nodes;

import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs one node with inputs by their names in files. */
public final class NodeCall {
    private NodeCall() {}

    public static List<Object> run(Node<?, ?> node, Map<String, ?> inputs) {
        return run(node, inputs, new RecordingContext());
    }

    @SuppressWarnings("unchecked")
    public static List<Object> run(Node<?, ?> node, Map<String, ?> inputs, RecordingContext context) {
        ParameterizedType type = (ParameterizedType) node.getClass().getGenericInterfaces()[0];
        try {
            Record in = record((Class<?>) type.getActualTypeArguments()[0], inputs);
            Record out = ((Node<Record, Record>) node).run(in, context);
            List<Object> outputs = new ArrayList<>();
            for (RecordComponent component : out.getClass().getRecordComponents()) {
                outputs.add(component.getAccessor().invoke(out));
            }
            return outputs;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Record record(Class<?> type, Map<String, ?> inputs) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] classes = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            classes[i] = components[i].getType();
            Object value = inputs.get(name(components[i]));
            if (classes[i] == int.class && value instanceof Number number) {
                value = number.intValue();
            } else if (classes[i] == double.class && value instanceof Number number) {
                value = number.doubleValue();
            }
            values[i] = value;
        }
        return (Record) type.getDeclaredConstructor(classes).newInstance(values);
    }

    private static String name(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        return named != null
                ? named.value()
                : component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
