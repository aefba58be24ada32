package io.darkroom.onnx.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0x3c00, 1",
        "0xc000, -2",
        "0x7bff, 65504",
        "0x0400, 6.103515625e-05",
        "0x03ff, 6.097555160522461e-05",
        "0x0001, 5.960464477539063e-08",
        "0x8001, -5.960464477539063e-08",
        "0x7c00, Infinity",
        "0xfc00, -Infinity",
        "0x8000, -0.0",
        "0x3555, 0.333251953125"
    })
    void halvesWidenExactly(int half, float value) {
        assertThat(HalfFloat.toFloat((short) half)).isEqualTo(value);
    }

    @Test
    void everyHalfSurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (Float.isNaN(value)) {
                assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(value))).isNaN();
            } else {
                assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65519.996, 0x7bff",
        "65520, 0x7c00",
        "1e10, 0x7c00",
        "-65520, 0xfc00",
        "1.00048828125, 0x3c00",
        "1.00146484375, 0x3c02",
        "2.98023223876953125e-8, 0x0000",
        "8.940696716308594e-8, 0x0002",
        "3e-8, 0x0001"
    })
    void floatsRoundToTheNearestEvenHalf(float value, int half) {
        assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) half);
    }

    @Test
    void bfloatsAreTheUpperHalfOfAFloat() {
        assertThat(HalfFloat.bfloatToFloat((short) 0x4049)).isEqualTo(Float.intBitsToFloat(0x40490000));
    }
}
