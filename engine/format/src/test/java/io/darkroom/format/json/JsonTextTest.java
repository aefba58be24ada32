package io.darkroom.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class JsonTextTest {
    // repr of Python 3.12 and String(number) of Node for powers of two, their lower neighbours, and random bits
    @ParameterizedTest
    @CsvFileSource(resources = "/goldens/json/numbers.csv", numLinesToSkip = 1)
    void fractionsReadAsInPythonAndInABrowser(String bits, String python, String browser) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(JsonText.of(value)).isEqualTo(python);
        assertThat(JsonText.browserNumber(value)).isEqualTo(browser);
    }

    @Test
    void everythingBeyondAsciiIsEscaped() {
        assertThat(JsonText.of("caf\u00e9 \u2014 \u2028 \ud83d\udc31 \"\\\n\t\u0001\u007f/"))
                .isEqualTo("\"caf\\u00e9 \\u2014 \\u2028 \\ud83d\\udc31 \\\"\\\\\\n\\t\\u0001\\u007f/\"");
    }

    @Test
    void wholeNumbersStayExact() {
        assertThat(JsonText.of(List.of(-1L, new BigInteger("18446744073709551615"))))
                .isEqualTo("[-1, 18446744073709551615]");
    }

    @Test
    void whatJsonDoesNotKnowBecomesNull() {
        assertThat(JsonText.of(Arrays.asList(Double.NaN, Double.NEGATIVE_INFINITY, null, true)))
                .isEqualTo("[null, null, null, true]");
    }

    @Test
    void indentedTextHasALineForEachMember() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", List.of(1L, 2L));
        value.put("b", Map.of());

        assertThat(JsonText.indented(value)).isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}\n");
    }

    @Test
    void objectsOfOtherClassesAreRefused() {
        assertThatThrownBy(() -> JsonText.of(Map.of("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }
}
