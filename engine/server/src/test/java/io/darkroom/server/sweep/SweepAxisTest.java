package io.darkroom.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.sweep.SweepAxis.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepAxisTest {
    @Test
    void axesAndValuesKeepTheirOrder() {
        List<SweepAxis> axes = read("{\"KSampler.cfg\": [9, 4.5, 7.0], \"scheduler\": [\"karras\", \"normal\"]}");

        assertThat(axes).extracting(SweepAxis::name).containsExactly("KSampler.cfg", "scheduler");
        assertThat(axes.get(0).labels()).containsExactly("9", "4.5", "7");
        assertThat(axes.get(0).values().get(1).settings()).isEqualTo(Map.of("KSampler.cfg", 4.5));
    }

    @Test
    void aRangeIsCountedInDecimal() {
        SweepAxis axis =
                read("{\"m\": {\"from\": 0, \"to\": 0.7, \"step\": 0.1}}").get(0);

        assertThat(axis.labels()).containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
    }

    @Test
    void aRangeOfWholeNumbersStaysWholeAndMayGoDown() {
        SweepAxis axis =
                read("{\"steps\": {\"from\": 30, \"to\": 5, \"step\": -10}}").get(0);

        assertThat(axis.values())
                .extracting(value -> value.settings().get("steps"))
                .containsExactly(30L, 20L, 10L);
    }

    @Test
    void oneAxisMayMoveSeveralInputs() {
        SweepAxis axis = read("{\"size\": [{\"width\": 512, \"height\": 768}, {\"width\": 768, \"height\": 512}]}")
                .get(0);

        assertThat(axis.values())
                .containsExactly(
                        new Value("512, 768", Map.of("width", 512L, "height", 768L)),
                        new Value("768, 512", Map.of("width", 768L, "height", 512L)));
    }

    @Test
    void valuesMayHaveLabels() {
        SweepAxis axis =
                read("{\"text\": {\"values\": [\"a long prompt\", \"another\"], \"labels\": [\"long\", \"other\"]}}")
                        .get(0);

        assertThat(axis.labels()).containsExactly("long", "other");
        assertThat(axis.values().get(0).settings()).isEqualTo(Map.of("text", "a long prompt"));
    }

    @Test
    void whatIsKeptIsReadAgain() {
        List<SweepAxis> axes = read("{\"size\": [{\"w\": 1, \"h\": 2.5}], \"name\": [\"x\", null, true]}");

        assertThat(axes.stream()
                        .map(SweepAxis::toJson)
                        .map(JsonText::of)
                        .map(SweepAxisTest::json)
                        .map(SweepAxis::of))
                .isEqualTo(axes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        7                                        | Sweep: it must be an object with one to three inputs
        {}                                       | an object with 0 members
        {"a": [1], "b": [1], "c": [1], "d": [1]} | an object with 4 members
        {"a": []}                                | axis "a" needs a list of 1 to 5 values
        {"a": [1, 2, 3, 4, 5, 6]}                | axis "a" needs a list of 1 to 5 values
        {"a": "4, 7"}                            | but it is "4, 7".
        {"a": {"values": [1], "labels": []}}     | the labels of axis "a" must be a list of 1 texts
        {"a": {"from": 1, "to": 9, "step": 0}}   | does not come to 9 in steps of 0.
        {"a": {"from": 1, "to": 9, "step": -1}}  | does not come to 9 in steps of -1.
        {"a": {"from": 1, "to": 1000000}}        | these are 1000000 values; the limit is 5
        {"a": {"from": 1, "to": 9, "stop": 1}}   | there is no such member
        {"a": {"from": 1, "to": "9"}}            | a number is needed here, but it is "9".
        {"a": {"from": 0, "to": 1e300}}          | a number is needed here\
        """)
    void whatIsNoSweepIsRefusedWithASentence(String sweep, String sentence) {
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(() -> SweepAxis.readAll(json(sweep), 5))
                .withMessageContaining(sentence)
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static List<SweepAxis> read(String sweep) {
        return SweepAxis.readAll(json(sweep), 100);
    }

    private static JsonPart json(String text) {
        return JsonPart.root("sweep", JsonReader.read("sweep", text, JsonLimits.standard()));
    }
}
