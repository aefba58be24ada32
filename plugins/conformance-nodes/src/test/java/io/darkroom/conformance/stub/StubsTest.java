package io.darkroom.conformance.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Mask;
import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import io.darkroom.engine.validate.Problem.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StubsTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        program.close();
    }

    @ParameterizedTest
    @CsvSource({"WHITE, 1", "BLACK, 0"})
    void imagesAreWhiteOrBlack(String content, float value) {
        flow.node("Look", "value", image(content));

        assertThat(program.grey(flow)).isEqualTo(value);
    }

    @Test
    void anImageHasTheAskedSize() {
        flow.node("Look", "value", image("BLACK"));

        assertThat(program.look(flow))
                .extracting(image -> ((Image) image).pixels().shape())
                .containsExactly(Shape.of(2, 8, 4, 3));
    }

    @Test
    void noiseLiesBetweenBlackAndWhite() {
        flow.node("Look", "value", image("NOISE"));

        float[] pixels = ((Image) program.look(flow).get(0)).pixels().toArray();
        assertThat(pixels).doesNotHaveDuplicates();
        for (float pixel : pixels) {
            assertThat(pixel).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    @Test
    void aMaskHasOneValue() {
        flow.node("Look", "value", flow.node("StubMask", "value", 0.25, "height", 2, "width", 2, "batch_size", 1));

        assertThat(((Mask) program.look(flow).get(0)).values().toArray()).containsOnly(0.25f);
    }

    @Test
    void aMaskAboveOneIsRefused() {
        flow.node("Look", "value", flow.node("StubMask", "value", 1.1, "height", 2, "width", 2, "batch_size", 1));

        assertThat(program.problems(flow)).containsExactly(Kind.VALUE_BIGGER_THAN_MAX);
    }

    @Test
    void numbersAreWhatTheyAre() {
        flow.node("Look", "value", flow.node("StubInt", "value", -0xffffffffL));
        flow.node("Look", "value", flow.node("StubFloat", "value", 2.5));

        assertThat(program.look(flow)).containsExactlyInAnyOrder(-0xffffffffL, 2.5);
    }

    private String image(String content) {
        return flow.node("StubImage", "content", content, "height", 8, "width", 4, "batch_size", 2);
    }
}
