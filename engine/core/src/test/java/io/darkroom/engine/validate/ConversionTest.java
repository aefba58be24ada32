package io.darkroom.engine.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
    @ParameterizedTest
    @CsvSource({"64, 64", "' 64 ', 64", "+7, 7", "-3, -3", "1_000, 1000", "18446744073709551615, 18446744073709551615"})
    void textsOfDigitsBecomeWholeNumbers(String text, BigInteger expected) {
        assertThat(String.valueOf(Conversion.to("INT", text).value())).isEqualTo(expected.toString());
    }

    @Test
    void realNumbersAreCutToWholeOnes() {
        assertThat(Conversion.to("INT", 64.9).value()).isEqualTo(64L);
        assertThat(Conversion.to("INT", -64.9).value()).isEqualTo(-64L);
        assertThat(Conversion.to("INT", 1e19).value()).isEqualTo(new BigInteger("10000000000000000000"));
        assertThat(Conversion.to("INT", true).value()).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({"2.5, 2.5", "1e3, 1000", ".5, 0.5", "-3, -3", "1_0.5, 10.5"})
    void textsBecomeRealNumbers(String text, double expected) {
        assertThat(Conversion.to("FLOAT", text).value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"nan", "inf", "1d", "0x1p3", "1e999", "one", "''"})
    void otherTextsAreNoNumbers(String text) {
        assertThat(Conversion.to("FLOAT", text).fault()).isPresent();
    }

    @Test
    void aTextOfAMillionDigitsIsRefusedAtOnce() {
        assertThat(Conversion.to("INT", "9".repeat(1_000_000)).fault()).isPresent();
        assertThat(Conversion.to("FLOAT", "9".repeat(1_000_000)).fault()).isPresent();
        assertThat(Conversion.to("STRING", BigInteger.ONE.shiftLeft(4_000_000)).fault())
                .isPresent();
    }

    @Test
    void numbersBecomeTextsAsPythonWritesThem() {
        assertThat(Conversion.to("STRING", 1L).value()).isEqualTo("1");
        assertThat(Conversion.to("STRING", 1.0).value()).isEqualTo("1.0");
        assertThat(Conversion.to("STRING", 0.1).value()).isEqualTo("0.1");
        assertThat(Conversion.to("STRING", 1e-5).value()).isEqualTo("1e-05");
        assertThat(Conversion.to("STRING", 1.5e22).value()).isEqualTo("1.5e+22");
        assertThat(Conversion.to("STRING", 123456789.0).value()).isEqualTo("123456789.0");
        assertThat(Conversion.to("STRING", true).value()).isEqualTo("True");
    }

    @Test
    void everythingHasATruth() {
        assertThat(Conversion.to("BOOLEAN", "false").value()).isEqualTo(true); // as in Python
        assertThat(Conversion.to("BOOLEAN", "").value()).isEqualTo(false);
        assertThat(Conversion.to("BOOLEAN", 0L).value()).isEqualTo(false);
        assertThat(Conversion.to("BOOLEAN", 0.5).value()).isEqualTo(true);
        assertThat(Conversion.to("BOOLEAN", null).value()).isEqualTo(false);
        assertThat(Conversion.to("BOOLEAN", List.of()).value()).isEqualTo(false);
        assertThat(Conversion.to("BOOLEAN", Map.of("a", 1)).value()).isEqualTo(true);
    }

    @Test
    void nothingIsNeitherNumberNorText() {
        assertThat(Conversion.to("INT", null).fault()).isPresent();
        assertThat(Conversion.to("FLOAT", null).fault()).isPresent();
        assertThat(Conversion.to("STRING", null).fault()).isPresent();
    }

    @Test
    void otherTypesKeepTheirConstants() {
        assertThat(Conversion.to("IMAGE,FLOAT", 5L)).isEqualTo(Conversion.to("*", 5L));
    }
}
