package io.darkroom.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bytes worked out by hand from the Protocol Buffers encoding guide. */
final class MessageTest {
    @Test
    void smallNumbersTakeOneByteAfterTheTag() {
        assertThat(new Message().number(1, 5).toByteArray()).containsExactly(0x08, 0x05);
    }

    @Test
    void largeNumbersTakeSevenBitsAByteLowestFirst() {
        assertThat(new Message().number(1, 150).toByteArray()).containsExactly(0x08, 0x96, 0x01);
    }

    @Test
    void negativeNumbersTakeTenBytes() {
        assertThat(new Message().number(2, -1).toByteArray())
                .containsExactly(0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
    }

    @Test
    void fieldsAboveFifteenHaveALongerTag() {
        assertThat(new Message().number(20, 7).toByteArray()).containsExactly(0xA0, 0x01, 0x07);
    }

    @Test
    void realsAreFourBytesLowestFirst() {
        assertThat(new Message().real(2, 1.5f).toByteArray()).containsExactly(0x15, 0x00, 0x00, 0xC0, 0x3F);
    }

    @Test
    void textIsItsLengthAndItsBytes() {
        assertThat(new Message().text(2, "né").toByteArray()).containsExactly(0x12, 0x03, 'n', 0xC3, 0xA9);
    }

    @Test
    void messagesNest() {
        Message inner = new Message().number(1, 150);

        assertThat(new Message().message(3, inner).toByteArray()).containsExactly(0x1A, 0x03, 0x08, 0x96, 0x01);
    }
}
