package io.darkroom.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Shown;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputCacheTest {
    private static final long PIXELS = 1000;

    private static CacheKey key(long number) {
        return new CacheKey(number, number);
    }

    private static NodeResult result(@Nullable Object... values) {
        List<List<@Nullable Object>> outputs = new ArrayList<>();
        for (Object value : values) {
            outputs.add(Collections.singletonList(value));
        }
        return new NodeResult(outputs, Shown.NOTHING, Provenance.of(Optional.empty(), List.of(), List.of()));
    }

    private static Tensor tensor(int floats) {
        return Tensor.zeros(Shape.of(1, floats, 1, 1));
    }

    @Test
    void theResultUnusedForLongestLeavesFirst() {
        OutputCache cache = new OutputCache(new CachePolicy.Bytes(3 * (4 * PIXELS + 500)), () -> 0);
        for (int i = 0; i < 3; i++) {
            cache.put(key(i), key(i), result(new Latent(tensor(1000))));
        }
        assertThat(cache.get(key(0))).isPresent();

        cache.put(key(3), key(3), result(new Latent(tensor(1000))));

        assertThat(cache.get(key(1))).isEmpty();
        assertThat(List.of(0, 2, 3))
                .allSatisfy(i -> assertThat(cache.get(key(i))).isPresent());
    }

    @Test
    void bytesAreCountedAsResultsComeAndGo() {
        OutputCache cache = new OutputCache(new CachePolicy.Bytes(1_000_000), () -> 0);
        cache.put(key(1), key(1), result(new Latent(tensor(1000))));
        long one = cache.bytes();
        cache.put(key(2), key(2), result(new Latent(tensor(1000))));
        assertThat(cache.bytes()).isEqualTo(2 * one);
        cache.put(key(2), key(2), result(new Latent(tensor(1000))));
        assertThat(cache.bytes()).isEqualTo(2 * one);

        cache.clear();

        assertThat(cache.bytes()).isZero();
        assertThat(cache.size()).isZero();
    }

    @Test
    void aResultLargerThanTheBudgetIsNotKeptAndPushesNothingOut() {
        OutputCache cache = new OutputCache(new CachePolicy.Bytes(10_000), () -> 0);
        cache.put(key(1), key(1), result("small"));

        cache.put(key(2), key(2), result(new Latent(tensor(1_000_000))));

        assertThat(cache.get(key(1))).isPresent();
        assertThat(cache.get(key(2))).isEmpty();
    }

    @Test
    void tensorsCountFourBytesANumberHoweverDeepTheyLie() {
        Conditioning.Entry entry = new Conditioning.Entry(tensor(1000), Optional.of(tensor(500)));
        Image image = new Image(Tensor.zeros(Shape.of(1, 10, 10, 3)));

        assertThat(DeepSize.of(result(Conditioning.of(entry)))).isBetween(6000L, 7500L);
        assertThat(DeepSize.of(result(image))).isBetween(1200L, 1600L);
        assertThat(DeepSize.of(result(List.of(Map.of("a", Optional.of(image))))))
                .isBetween(1200L, 2000L);
    }

    @Test
    void aTensorThatOneResultHoldsTwiceCountsOnce() {
        Tensor shared = tensor(1000);

        assertThat(DeepSize.of(result(new Latent(shared), new Latent(shared)))).isLessThan(5000);
    }

    @Test
    void textsArraysAndHandlesCountToo() {
        assertThat(DeepSize.of(result("x".repeat(1000)))).isBetween(2000L, 2500L);
        assertThat(DeepSize.of(result(new byte[1000]))).isBetween(1000L, 1500L);
        assertThat(DeepSize.of(result(new float[1000]))).isBetween(4000L, 4500L);
        assertThat(DeepSize.of(result((Object) new String[] {"a", "b"}))).isBetween(50L, 500L);
        assertThat(DeepSize.of(result(new Object()))).isBetween(200L, 600L);
        assertThat(DeepSize.of(result((Object) null))).isPositive();
    }

    @Test
    void aListOfAMillionElementsAndANestOfTenThousandAreCounted() {
        Object deep = "bottom";
        for (int i = 0; i < 10_000; i++) {
            deep = List.of(deep);
        }

        assertThat(DeepSize.of(result(deep))).isGreaterThan(300_000);
        assertThat(DeepSize.of(result(Collections.nCopies(1_000_000, 1L)))).isGreaterThan(8_000_000);
    }
}
