package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.conformance.Graph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the small nodes yield; numbers and truth are told by whether they let a picture through. */
class ValuesTest extends OverTheWire {
    @ParameterizedTest
    @CsvSource({
        "1, ==, 1, true",
        "1, ==, 2, false",
        "1, !=, 2, true",
        "2, <, 1, false",
        "1, <=, 1, true",
        "2, >, 1, true",
        "1, >=, 2, false",
        "-3, <, 2, true"
    })
    void wholeNumbersAreCompared(long a, String operation, long b, boolean holds) {
        Node compared = graph.node("TestIntConditions", "a", a, "b", b, "operation", operation);

        assertThat(isTrue(compared)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "7, add, 2, 9",
        "7, subtract, 9, -2",
        "7, multiply, -2, -14",
        "7, divide, 2, 3",
        "-7, divide, 2, -4",
        "-7, modulo, 3, 2",
        "2, power, 10, 1024"
    })
    void wholeNumbersAreJoined(long a, String operation, long b, long result) {
        Node joined = graph.node("TestIntMathOperation", "a", graph.whole(a), "b", b, "operation", operation);

        assertThat(isTrue(graph.node("TestIntConditions", "a", joined, "b", result, "operation", "==")))
                .isTrue();
    }

    @Test
    void aPictureIsTrueUnlessItIsBlack() {
        assertThat(isTrue(graph.node("TestToBoolNode", "value", graph.image("BLACK"))))
                .isFalse();
        assertThat(isTrue(graph.node("TestToBoolNode", "value", graph.image("NOISE"))))
                .isTrue();
    }

    @Test
    void truthMayBeInverted() {
        assertThat(isTrue(graph.node("TestToBoolNode", "value", graph.real(0), "invert", true)))
                .isTrue();
        assertThat(isTrue(graph.node("TestToBoolNode", "value", graph.real(0.5), "invert", true)))
                .isFalse();
    }

    @Test
    void wholeNumbersGoToTheirLimitsAndNoFurther() {
        Node most = graph.whole(0xffffffffL);
        Node least = graph.whole(-0xffffffffL);

        assertThat(isTrue(graph.node("TestIntConditions", "a", most, "b", least, "operation", ">")))
                .isTrue();

        most.set("value", 0x100000000L);
        assertThat(client.post(graph, Map.of()).status()).isEqualTo(400);
    }

    @Test
    void picturesHaveTheSizeAndNumberThatWasAskedFor() {
        Node images = graph.node("StubImage", "content", "WHITE", "height", 8, "width", 24, "batch_size", 3);
        Node output = graph.preview(images);

        assertThat(client.run(graph).pictures(output))
                .hasSize(3)
                .allSatisfy(picture -> assertThat(List.of(picture.getWidth(), picture.getHeight()))
                        .containsExactly(24, 8));
    }

    @Test
    void aProductOfTwoNumbersIsAPictureOf512Pixels() {
        Node output = graph.preview(graph.node("TestCustomValidation1", "input1", 0.5, "input2", 0.5));

        assertThat(client.run(graph).pictures(output))
                .singleElement()
                .satisfies(picture -> assertThat(List.of(picture.getWidth(), picture.getHeight()))
                        .containsExactly(512, 512));
    }

    @Test
    void savedPicturesLieInTheOutputFolderUnderTheirName() {
        Node output = graph.node("SaveImage", "images", graph.grey(0.5), "filename_prefix", "wire/grey");

        Followed run = client.run(graph);

        assertThat(run.greys(output)).containsExactly(127); // truncated, not rounded
        JsonPart file = run.history()
                .get("outputs")
                .get(output.id())
                .get("images")
                .items()
                .get(0);
        assertThat(file.value())
                .isEqualTo(Map.of("filename", "grey_00001_.png", "subfolder", "wire", "type", "output"));
    }

    /** Runs until it is seen whether a value blocks a picture. */
    private boolean isTrue(Node value) {
        Node blocker =
                graph.node("TestExecutionBlocker", "input", graph.image("WHITE"), "block", value, "verbose", false);
        Node output = graph.preview(blocker);
        Followed run = client.run(graph);
        assertThat(run.status()).isEqualTo("success");
        return !run.hasPictures(output);
    }
}
