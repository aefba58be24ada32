package io.darkroom.conformance.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.validate.Problem.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    private void look(String type, Object input1, Object input2) {
        flow.node("Look", "value", flow.node(type, "input1", input1, "input2", input2));
    }

    private String image() {
        return flow.node("StubConstantImage", "value", 0.5, "height", 4, "width", 4, "batch_size", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void goodNumbersPass(int number) {
        look("TestCustomValidation" + number, 0.5, 0.6);

        assertThat(program.grey(flow)).isCloseTo(0.3f, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void picturesAndNumbersMayBeLinked(int number) {
        look("TestCustomValidation" + number, image(), flow.node("StubFloat", "value", 0.5));

        assertThat(program.grey(flow)).isEqualTo(0.25f);
    }

    @ParameterizedTest
    @CsvSource({"1, CUSTOM_VALIDATION_FAILED", "2, CUSTOM_VALIDATION_FAILED", "4, INVALID_INPUT_TYPE"})
    void aLiteralThatIsNoNumberIsRefused(int number, Kind kind) {
        look("TestCustomValidation" + number, "x", 0.5);

        assertThat(program.problems(flow)).containsExactly(kind);
    }

    @Test
    void aLinkOfAnotherTypeIsRefusedByTheTypesOrByTheNode() {
        String whole = flow.node("StubInt", "value", 5);
        look("TestCustomValidation1", whole, 0.5);
        look("TestCustomValidation2", whole, 0.5);
        look("TestCustomValidation3", whole, 0.5);
        look("TestCustomValidation4", whole, 0.5);
        look("TestCustomValidation5", whole, 0.5);

        assertThat(program.problems(flow))
                .containsExactly(
                        Kind.RETURN_TYPE_MISMATCH,
                        Kind.CUSTOM_VALIDATION_FAILED,
                        Kind.CUSTOM_VALIDATION_FAILED,
                        Kind.RETURN_TYPE_MISMATCH,
                        Kind.RETURN_TYPE_MISMATCH);
    }

    @Test
    void aWholeNumberIsConvertedBeforeItIsCheckedWhereTheTypeSaysSo() {
        look("TestCustomValidation4", 5, 0.1);

        assertThat(program.grey(flow)).isEqualTo(0.5f);
    }

    @Test
    void aWholeNumberIsNoFloatWhereTheTypeIsAUnion() {
        look("TestCustomValidation1", 5, 0.1);

        assertThat(program.problems(flow)).containsExactly(Kind.CUSTOM_VALIDATION_FAILED);
    }

    @Test
    void aNodeThatChecksAllLooksAtNoRange() {
        look("TestCustomValidation5", 5.0, 0.5);
        assertThat(program.grey(flow)).isEqualTo(2.5f);

        look("TestCustomValidation5", 0.5, 7.0);
        assertThat(program.problems(flow)).containsExactly(Kind.CUSTOM_VALIDATION_FAILED);
    }

    @ParameterizedTest
    @CsvSource({"TestAsyncValidation, threshold, 0.5", "TestAsyncValidationError, max_value, 0.625"})
    void aSlowCheckLetsGoodValuesPass(String type, String limit, float grey) {
        flow.node("Look", "value", flow.node(type, "value", 5.0, limit, 8.0));

        assertThat(program.grey(flow)).isEqualTo(grey);
    }

    @ParameterizedTest
    @CsvSource({"TestAsyncValidation, threshold", "TestAsyncValidationError, max_value"})
    void aSlowCheckRefusesWhatIsAboveItsLimit(String type, String limit) {
        flow.node("Look", "value", flow.node(type, "value", 8.5, limit, 8.0));

        assertThat(program.problems(flow)).containsExactly(Kind.CUSTOM_VALIDATION_FAILED);
    }

    @Test
    void aLimitThatIsLinkedIsNotKnownToTheCheck() {
        String linked = flow.node("StubFloat", "value", 9.0);
        flow.node("Look", "value", flow.node("TestAsyncValidation", "value", 8.5, "threshold", linked));

        assertThat(program.problems(flow)).isEmpty();
    }
}
