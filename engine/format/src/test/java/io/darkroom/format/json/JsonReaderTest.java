package io.darkroom.format.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.format.WorkflowFileException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 100, 100_000, 10_000);

    private static @Nullable Object read(String json) {
        return JsonReader.read("test.json", json, LIMITS);
    }

    private static void refused(ThrowingCallable reading, String... parts) {
        assertThatThrownBy(reading)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageStartingWith("test.json")
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @Test
    void numbersKeepTheirKind() {
        assertThat(read("[1, 1.0, 18446744073709551615, -9223372036854775808, 1e3]"))
                .isEqualTo(List.of(1L, 1.0, new BigInteger("18446744073709551615"), Long.MIN_VALUE, 1000.0));
    }

    @Test
    void whatPythonWritesBesidesJsonIsRead() {
        assertThat(read("[NaN, Infinity, -Infinity]"))
                .isEqualTo(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @Test
    void membersKeepTheirOrderAndNothingCanBeChanged() {
        Map<?, ?> members = (Map<?, ?>) requireNonNull(read("{\"b\": 1, \"a\": null, \"c\": [null]}"));

        assertThat(members.keySet().stream().map(String::valueOf)).containsExactly("b", "a", "c");
        assertThat(members.get("c")).isEqualTo(Arrays.asList((Object) null));
        assertThatThrownBy(members::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aByteOrderMarkAndUtf16AreRead() {
        byte[] utf16 = "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.UTF_16);

        assertThat(JsonReader.read("test.json", utf16, LIMITS)).isEqualTo(Map.of("a", "\u00e9"));
        byte[] marked = "\ufeff{}".getBytes(StandardCharsets.UTF_8);
        assertThat(JsonReader.read("test.json", marked, LIMITS)).isEqualTo(Map.of());
    }

    @Test
    void aNameThatOccursTwiceIsRefusedWithItsPlace() {
        refused(() -> read("{\"a\": 1,\n \"b\": {\"a\": 2}, \"a\": 3}"), "line 2", "\"a\" occurs twice");
    }

    @Test
    void nestingTenThousandDeepIsRefused() {
        refused(() -> read("[".repeat(10_000) + "]".repeat(10_000)), "more than 100 deep");
        refused(() -> read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)), "more than 100 deep");
    }

    @Test
    void nestingUpToTheLimitIsRead() {
        assertThat(read("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
    }

    @Test
    void tooManyValuesAreRefused() {
        refused(() -> read("[" + "0,".repeat(3000) + "0]"), "more values than fit", "-Xmx");
    }

    @Test
    void tooLongATextIsRefused() {
        refused(() -> read("[\"" + "x".repeat(10_001) + "\"]"), "10000");
        refused(() -> read("{\"" + "x".repeat(10_001) + "\": 1}"), "10000");
    }

    @Test
    void tooLargeAFileIsRefusedBeforeItIsParsed() {
        refused(
                () -> JsonReader.read("test.json", new byte[(1 << 20) + 1], LIMITS),
                "1048577 bytes of JSON",
                "1048576");
    }

    @Test
    void anEndlessNumberIsRefused() {
        refused(() -> read("[" + "9".repeat(5000) + "]"), "test.json");
    }

    @Test
    void aHugeExponentIsInfinityAsInPython() {
        assertThat(read("1e999999999")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,", "{\"a\"", "{\"a\" 1}", "{} {}", "nul", "'a'", "{a: 1}", "[1,]", "\"\\x\""})
    void whatIsNotJsonIsRefusedInOneLine(String text) {
        refused(() -> read(text), "test.json");
    }

    @RepeatedTest(200)
    void randomBytesAreReadOrRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(60)];
        String alphabet = "{}[]\":,\\u0019eE+-.NaIfty \n\u00ff\u00c0";
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        try {
            JsonReader.read("test.json", bytes, LIMITS);
        } catch (WorkflowFileException e) {
            assertThat(e).as("seed %d", seed).hasMessageStartingWith("test.json");
        }
    }
}
