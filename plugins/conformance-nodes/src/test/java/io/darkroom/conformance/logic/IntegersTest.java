package io.darkroom.conformance.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegersTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @ParameterizedTest
    @CsvSource({
        "add, 2, 3, 5",
        "subtract, 2, 3, -1",
        "multiply, 2, -3, -6",
        "divide, -7, 2, -4",
        "modulo, -7, 2, 1",
        "power, 2, 10, 1024",
        "power, -1, 9223372036854775807, -1",
        "power, 0, 0, 1"
    })
    void numbersAreJoinedAsInPython(String operation, long a, long b, long result) {
        flow.node("Look", "value", flow.node("TestIntMathOperation", "a", a, "b", b, "operation", operation));

        assertThat(program.look(flow)).containsExactly(result);
    }

    @ParameterizedTest
    @CsvSource({"divide, 1, 0", "power, 2, 63", "power, 2, -1", "add, 9223372036854775807, 1"})
    void whatHasNoWholeResultFails(String operation, long a, long b) {
        flow.node("Look", "value", flow.node("TestIntMathOperation", "a", a, "b", b, "operation", operation));

        assertThat(program.failure(flow).message()).contains("has no result");
    }

    @ParameterizedTest
    @CsvSource({
        "==, false, true, false",
        "!=, true, false, true",
        "<, true, false, false",
        ">, false, false, true",
        "<=, true, true, false",
        ">=, false, true, true"
    })
    void numbersAreCompared(String operation, boolean less, boolean equal, boolean greater) {
        for (int b : new int[] {3, 2, 1}) {
            String compared = flow.node("TestIntConditions", "a", 2, "b", b, "operation", operation);
            flow.node("Look", "value", compared);
        }

        assertThat(program.look(flow)).containsExactly(less, equal, greater);
    }

    @Test
    void theOperationMustBeKnown() {
        flow.node("Look", "value", flow.node("TestIntMathOperation", "a", 1, "b", 2, "operation", "root"));

        assertThat(program.validate(flow).isClean()).isFalse();
    }
}
