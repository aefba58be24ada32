package io.darkroom.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyWriterTest {
    private final KeyWriter writer = new KeyWriter(Object::hashCode);

    private CacheKey key(@Nullable Object value) {
        return writer.value(value).finish();
    }

    @Test
    void numbersAreEqualAsInPython() {
        assertThat(key(1L)).isEqualTo(key(1.0)).isEqualTo(key(true)).isEqualTo(key(BigInteger.ONE));
        assertThat(key(0L)).isEqualTo(key(-0.0)).isEqualTo(key(false));
        assertThat(key(1e19)).isEqualTo(key(new BigInteger("10000000000000000000")));
        assertThat(key(0.1)).isNotEqualTo(key(0.1f));
        assertThat(key(1L)).isNotEqualTo(key(2L)).isNotEqualTo(key("1"));
        assertThat(key(Double.POSITIVE_INFINITY)).isNotEqualTo(key(Double.NEGATIVE_INFINITY));
    }

    @Test
    void listsAndMapsAreEqualByContentAndMapsWhateverTheirOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1L);
        one.put("b", 2L);
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", 2L);
        other.put("a", 1L);

        assertThat(key(one)).isEqualTo(key(other));
        assertThat(key(List.of(1L, 2L))).isEqualTo(key(new ArrayList<>(Arrays.asList(1, 2))));
        assertThat(key(List.of(1L, 2L))).isNotEqualTo(key(List.of(2L, 1L)));
    }

    @Test
    void nestingCannotBeMistaken() {
        assertThat(key(List.of(List.of(1L), 2L)))
                .isNotEqualTo(key(List.of(List.of(1L, 2L))))
                .isNotEqualTo(key(List.of(1L, 2L)));
        assertThat(key(List.of("ab", "c"))).isNotEqualTo(key(List.of("a", "bc")));
        assertThat(key(null)).isNotEqualTo(key(List.of())).isNotEqualTo(key(Map.of()));
        assertThat(key("\uD800")).isNotEqualTo(key("\uD801"));
    }

    @Test
    void whatIsNotANumberIsSeenOnceAndForgottenWithTheKey() {
        writer.value(List.of(1L, Map.of("a", Double.NaN)));
        assertThat(writer.sawUnequal()).isTrue();

        writer.finish();

        assertThat(writer.sawUnequal()).isFalse();
    }

    @Test
    void linksDifferByKeyAndSlot() {
        CacheKey source = key("source");

        assertThat(writer.link(source, 0).finish())
                .isEqualTo(writer.link(source, 0).finish())
                .isNotEqualTo(writer.link(source, 1).finish())
                .isNotEqualTo(writer.link(key("other"), 0).finish());
    }

    @Test
    void aTextOfMegabytesHasAKey() {
        assertThat(key("x".repeat(5_000_000))).isNotEqualTo(key("x".repeat(5_000_001)));
    }
}
