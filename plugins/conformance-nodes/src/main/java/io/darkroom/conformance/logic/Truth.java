package io.darkroom.conformance.logic;

import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What counts as true: all but nothing, zero, what is empty, and pictures and masks of zeros. */
public final class Truth {
    private Truth() {}

    public static boolean of(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> values) {
            return !values.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof Image image) {
            return hasValue(image.pixels());
        }
        if (value instanceof Mask mask) {
            return hasValue(mask.values());
        }
        return !(value instanceof Latent latent) || hasValue(latent.samples());
    }

    private static boolean hasValue(Tensor tensor) {
        for (int i = 0; i < tensor.count(); i++) {
            if (tensor.get(i) != 0) {
                return true;
            }
        }
        return false;
    }
}
