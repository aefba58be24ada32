package io.darkroom.conformance.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListsTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void anAverageTakesAsManyPicturesAsCountUpWithoutAGap() {
        String mean = flow.node(
                "TestVariadicAverage",
                "input1",
                grey(0.25),
                "input2",
                grey(0.5),
                "input3",
                grey(0.75),
                "input5",
                grey(1));
        flow.node("Look", "value", mean);

        assertThat(program.grey(flow)).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void aListRunsWhatFollowsOncePerValueThatIsGiven() {
        String list = flow.node("TestMakeListNode", "value1", whole(3), "value2", whole(4), "value7", whole(5));
        flow.node("Look", "value", flow.node("TestIntMathOperation", "a", list, "b", 10, "operation", "multiply"));

        assertThat(program.look(flow)).containsExactly(30L, 40L, 50L);
    }

    private String whole(int value) {
        return flow.node("StubInt", "value", value);
    }

    private String grey(double value) {
        return flow.node("StubConstantImage", "value", value, "height", 4, "width", 4, "batch_size", 1);
    }
}
