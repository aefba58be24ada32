package io.darkroom.engine.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers for fingerprints that are not values of JSON: equal objects have equal numbers. Remembers the last ten thousand;
 * one that was forgotten gets a new number, so its node runs again. Safe for concurrent use.
 */
final class Opaque {
    private static final int REMEMBERED = 10_000;

    private final Map<Object, Long> numbers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    private long next;

    synchronized long number(Object value) {
        Long known = numbers.get(value);
        if (known != null) {
            return known;
        }
        numbers.put(value, next);
        return next++;
    }
}
