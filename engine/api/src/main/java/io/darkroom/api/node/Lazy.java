package io.darkroom.api.node;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An input that is evaluated only if its node asks for it; see {@link Node#needs}. */
public final class Lazy<T> {
    private final @Nullable T value;

    private Lazy(@Nullable T value) {
        this.value = value;
    }

    public static <T> Lazy<T> known(T value) {
        return new Lazy<>(value);
    }

    public static <T> Lazy<T> unknown() {
        return new Lazy<>(null);
    }

    public boolean isKnown() {
        return value != null;
    }

    public Optional<T> asOptional() {
        return Optional.ofNullable(value);
    }

    /**
     * @throws IllegalStateException if the node did not ask for it
     */
    public T get() {
        if (value == null) {
            throw new IllegalStateException("This lazy input was not evaluated; name it in needs() first.");
        }
        return value;
    }
}
