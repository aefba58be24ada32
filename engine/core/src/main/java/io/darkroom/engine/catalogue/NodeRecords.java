package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Node;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The input and output record of a node class, read from how it implements {@link Node}. */
record NodeRecords(Class<?> in, Class<?> out) {
    /**
     * @throws CatalogueException if the class leaves them open, as a lambda or a raw type does
     */
    static NodeRecords of(Class<?> node) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        Deque<Type> open = new ArrayDeque<>();
        open.add(node);
        while (!open.isEmpty()) {
            Type next = open.remove();
            if (next instanceof ParameterizedType parameterised) {
                bind(parameterised, bindings);
            }
            Class<?> type = SocketNames.rawClass(next).orElse(Object.class);
            if (type.getGenericSuperclass() != null) {
                open.add(type.getGenericSuperclass());
            }
            open.addAll(List.of(type.getGenericInterfaces()));
        }
        List<Class<?>> records = new ArrayList<>();
        for (TypeVariable<?> variable : Node.class.getTypeParameters()) {
            Type bound = variable;
            while (bound instanceof TypeVariable<?> && bindings.containsKey(bound)) {
                bound = bindings.get(bound);
            }
            SocketNames.rawClass(bound).filter(Class::isRecord).ifPresent(records::add);
        }
        if (records.size() != 2) {
            throw new CatalogueException(node.getName()
                    + " does not say which records it takes and gives; declare it as Node<Name.In, Name.Out>.");
        }
        return new NodeRecords(records.get(0), records.get(1));
    }

    private static void bind(ParameterizedType type, Map<TypeVariable<?>, Type> bindings) {
        if (type.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], type.getActualTypeArguments()[i]);
            }
        }
    }
}
