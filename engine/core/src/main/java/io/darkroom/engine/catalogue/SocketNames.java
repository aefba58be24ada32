package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Socket;
import io.darkroom.api.workflow.Input;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The socket type that values of a Java class travel under. */
final class SocketNames {
    static final String ANY = "*";

    private SocketNames() {}

    /** Empty if the class has no socket. */
    static Optional<String> of(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Optional.of("INT");
        }
        if (type == BigInteger.class) {
            return Optional.of("INT");
        }
        if (type == double.class || type == Double.class) {
            return Optional.of("FLOAT");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of("BOOLEAN");
        }
        if (type == String.class) {
            return Optional.of("STRING");
        }
        if (type == Object.class || type == Input.Link.class) {
            return Optional.of(ANY);
        }
        return annotated(type);
    }

    /** The class itself, a superclass or an interface may carry the name. */
    private static Optional<String> annotated(Class<?> type) {
        Deque<Class<?>> open = new ArrayDeque<>();
        open.add(type);
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            Socket socket = next.getAnnotation(Socket.class);
            if (socket != null) {
                return Optional.of(socket.value());
            }
            Class<?> parent = next.getSuperclass();
            if (parent != null) {
                open.add(parent);
            }
            for (Class<?> role : next.getInterfaces()) {
                open.add(role);
            }
        }
        return Optional.empty();
    }

    /** The class behind a generic type: the bound of a wildcard, the raw class of a parameterised type. */
    static Optional<Class<?>> rawClass(Type type) {
        if (type instanceof Class<?> plain) {
            return Optional.of(plain);
        }
        if (type instanceof ParameterizedType parameterised) {
            return rawClass(parameterised.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return rawClass(wildcard.getUpperBounds()[0]);
        }
        return Optional.empty();
    }
}
