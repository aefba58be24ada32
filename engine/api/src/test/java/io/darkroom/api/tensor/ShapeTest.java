package io.darkroom.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void noAxesAreASingleNumber() {
        assertThat(Shape.of().count()).isEqualTo(1);
    }

    @Test
    void negativeAxesCountFromTheLast() {
        Shape shape = Shape.of(2, 3, 5);

        assertThat(shape.size(-1)).isEqualTo(5);
        assertThat(shape.with(-2, 7)).isEqualTo(Shape.of(2, 7, 5));
    }

    @Test
    void moreElementsThanAnArrayHoldsAreRefused() {
        assertThatThrownBy(() -> Shape.of(65536, 65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[65536, 65536]")
                .hasMessageContaining("2147483647");
    }

    @Test
    void aProductThatWouldOverflowIsRefusedToo() {
        assertThatThrownBy(() -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void negativeSizesAreRefused() {
        assertThatThrownBy(() -> Shape.of(1, -4)).hasMessageContaining("[1, -4]");
    }

    @Test
    void changingTheArraysItGaveOutChangesNothing() {
        Shape shape = Shape.of(2, 3);

        shape.toArray()[0] = 9;

        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }
}
