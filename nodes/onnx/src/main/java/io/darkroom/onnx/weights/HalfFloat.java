package io.darkroom.onnx.weights;

/** Numbers of 16 bits (IEEE 754 binary16 and bfloat16) to and from float32, exact or rounded to the nearest even. */
public final class HalfFloat {
    private HalfFloat() {}

    /** Widens binary16. Its exponent bits, read as float32, are 2^112 too small: one multiplication mends subnormals too. */
    public static float toFloat(short half) {
        float magnitude = Float.intBitsToFloat((half & 0x7fff) << 13) * 0x1p112f;
        int bits = Float.floatToRawIntBits(magnitude);
        if ((half & 0x7c00) == 0x7c00) {
            bits |= 0x7f800000;
        }
        return Float.intBitsToFloat(bits | (half & 0x8000) << 16);
    }

    /** Widens bfloat16, which is the upper half of a float32. */
    public static float bfloatToFloat(short bfloat) {
        return Float.intBitsToFloat(bfloat << 16);
    }

    /** Rounds to binary16, ties to even; what is too large becomes infinite. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x47800000) { // 65536
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) { // 2^-14: adding 0.5 leaves the subnormal's 10 bits in the mantissa, rounded
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToRawIntBits(shifted) - 0x3f000000);
        }
        int rounded = magnitude - (112 << 23) + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | rounded >>> 13);
    }
}
