package io.darkroom.onnx.session;

/** In which form a weight is handed to a session. */
public sealed interface Layout {
    /** As it lies in the file, in the file's own number format. */
    record Stored() implements Layout {}

    /** Float32, row-major. */
    record Widened() implements Layout {}

    /**
     * A convolution's float32 weights for blocked convolutions: [out, in, height, width] reordered to [out/b, in/b, height,
     * width, b (in), b (out)], b being the device's block size.
     */
    record Blocked() implements Layout {}

    /**
     * The 2x2 convolution that makes one of the four phases of "double the size, nearest, then convolve 3x3": rows and columns
     * of the 3x3 weights that fall on the same small pixel are summed. Then as {@link Blocked}.
     *
     * @param row 0 for the even rows of the large image, 1 for the odd ones
     * @param column likewise
     */
    record BlockedPhase(int row, int column) implements Layout {}
}
