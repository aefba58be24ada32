package io.darkroom.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CachePolicyTest {
    private static final long LARGE = 10_000;

    private static CacheKey key(long number) {
        return new CacheKey(number, number);
    }

    private static Set<CacheKey> keys(long... numbers) {
        return Arrays.stream(numbers).mapToObj(CachePolicyTest::key).collect(Collectors.toSet());
    }

    private static NodeResult result(long bytes) {
        return new NodeResult(
                List.of(List.of(new byte[(int) bytes])),
                Shown.NOTHING,
                Provenance.of(Optional.empty(), List.of(), List.of()));
    }

    /** One prompt: its nodes' results are looked up, and made where they are missing. */
    private static void prompt(OutputCache cache, long... numbers) {
        cache.begin(keys(numbers));
        for (long number : numbers) {
            if (cache.get(key(number)).isEmpty()) {
                cache.put(key(number), key(number), result(100));
            }
        }
    }

    private static List<Long> kept(OutputCache cache) {
        return LongStream.range(0, 20)
                .filter(number -> cache.get(key(number)).isPresent())
                .boxed()
                .toList();
    }

    @Test
    void classicKeepsExactlyTheLatestPromptsResults() {
        OutputCache cache = new OutputCache(new CachePolicy.LatestPrompt(), () -> 0);
        prompt(cache, 1, 2, 3);

        prompt(cache, 2, 3, 4);

        assertThat(kept(cache)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void classicKeepsWhatANodeExpandedIntoAsLongAsTheNodeIsInThePrompt() {
        OutputCache cache = new OutputCache(new CachePolicy.LatestPrompt(), () -> 0);
        prompt(cache, 1, 2);
        cache.put(key(11), key(1), result(100));
        cache.put(key(12), key(2), result(100));

        prompt(cache, 2);

        assertThat(kept(cache)).containsExactly(2L, 12L);
    }

    @Test
    void aCountedCacheKeepsTheLatestPromptWholeAndOfTheOthersTheLastUsed() {
        OutputCache cache = new OutputCache(new CachePolicy.Results(4), () -> 0);
        prompt(cache, 1, 2);
        prompt(cache, 3);
        prompt(cache, 4, 5);
        assertThat(kept(cache)).hasSize(4).contains(3L, 4L, 5L);

        prompt(cache, 6, 7, 8, 9, 10);

        assertThat(kept(cache)).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void withoutACacheNothingIsKept() {
        OutputCache cache = new OutputCache(new CachePolicy.Nothing(), () -> 0);

        prompt(cache, 1, 2);

        assertThat(cache.size()).isZero();
    }

    @Test
    void underMemoryPressureLargeAndLongUnusedResultsLeaveUntilTheHeadroomIsMade() {
        AtomicLong spare = new AtomicLong(100 * LARGE);
        OutputCache cache = new OutputCache(new CachePolicy.SpareMemory(10 * LARGE), spare::get);
        prompt(cache, 1, 2);
        cache.put(key(3), key(3), result(LARGE));
        for (int i = 0; i < 20; i++) {
            prompt(cache, 2);
        }
        cache.put(key(4), key(4), result(2 * LARGE));
        assertThat(cache.size()).isEqualTo(4);

        spare.set(10 * LARGE - 1);
        prompt(cache, 2);

        assertThat(kept(cache)).containsExactly(1L, 2L, 4L); // 3 is smaller than 4, but was unused for 20 prompts
    }

    @Test
    void withMemoryToSpareNothingLeaves() {
        OutputCache cache = new OutputCache(new CachePolicy.SpareMemory(LARGE), () -> LARGE);
        prompt(cache, 1);

        prompt(cache, 2);

        assertThat(kept(cache)).containsExactly(1L, 2L);
    }
}
