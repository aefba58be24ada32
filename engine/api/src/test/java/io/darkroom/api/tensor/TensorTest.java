package io.darkroom.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
    private final Tensor counting = Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);

    @Test
    void valuesAreCopiedInAndOut() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.of(Shape.of(2), values);

        values[0] = 9;
        tensor.toArray()[1] = 9;

        assertThat(tensor).isEqualTo(Tensor.of(Shape.of(2), 1, 2));
    }

    @Test
    void itsBufferCannotBeWritten() {
        assertThatThrownBy(() -> counting.buffer().put(0, 7)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void aSliceTakesRowsOfTheFirstAxis() {
        assertThat(counting.slice(1, 2)).isEqualTo(Tensor.of(Shape.of(1, 3), 3, 4, 5));
    }

    @Test
    void stackingSlicesGivesTheWholeBack() {
        assertThat(Tensor.stack(List.of(counting.slice(0, 1), counting.slice(1, 2))))
                .isEqualTo(counting);
    }

    @Test
    void onlyTheFirstSizeMayDifferWhenStacking() {
        Tensor other = Tensor.zeros(Shape.of(2, 4));

        assertThatThrownBy(() -> Tensor.stack(List.of(counting, other)))
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[2, 4]");
    }

    @Test
    void joiningTensorsOfDifferentShapesIsRefused() {
        assertThatThrownBy(() -> counting.plus(counting.reshape(3, 2)))
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[3, 2]");
    }

    @Test
    void arithmeticGoesValueByValue() {
        assertThat(counting.times(2).minus(counting)).isEqualTo(counting);
    }

    @Test
    void aShapeThatNeedsMoreValuesIsRefused() {
        assertThatThrownBy(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3)).hasMessageContaining("needs 4 values, but 3");
    }
}
