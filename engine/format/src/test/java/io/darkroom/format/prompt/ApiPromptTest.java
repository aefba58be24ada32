package io.darkroom.format.prompt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.Goldens;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPromptTest {
    private static ApiPrompt.Reading reading(String json) {
        return ApiPrompt.read(JsonPart.root("a.json", JsonReader.read("a.json", json, JsonLimits.standard())));
    }

    private static Workflow read(String json) {
        return ApiPrompt.read("a.json", json.getBytes(StandardCharsets.UTF_8), JsonLimits.standard());
    }

    @Test
    void whatAClientNotedAboutANodeSurvivesARoundTrip() {
        String prompt = "{\"1\": {\"inputs\": {}, \"class_type\": \"A\","
                + " \"_meta\": {\"title\": \"Ann\", \"color\": \"red\", \"pins\": [1, null]}},"
                + " \"2\": {\"inputs\": {}, \"class_type\": \"A\", \"_meta\": {\"title\": 5}}}";

        assertThat(ApiPrompt.write(read(prompt))).isEqualTo(prompt);
    }

    private static Input input(String value) {
        return requireNonNull(read("{\"1\": {\"class_type\": \"A\", \"inputs\": {\"x\": " + value + "}}}")
                .node("1")
                .orElseThrow()
                .inputs()
                .get("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample_prompt_only", "sample_with_workflow"})
    void whatIsReadFromAPictureOfComfyUiIsWrittenAgainByteForByte(String name) {
        String text = (String) Goldens.json("png/" + name + ".json", "text_chunks", "prompt");

        assertThat(ApiPrompt.write(read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03-textual-inversion-weights-clip-skip",
                "11-sampler-custom-advanced-two-stage-regions",
                "12-subgraph-two-stage-and-notes"
            })
    void titlesAndExactSeedsSurviveARoundTrip(String name) {
        Object golden = Goldens.json("workflows/" + name + ".api.json");

        assertThat(ApiPrompt.write(read(JsonText.of(golden)))).isEqualTo(JsonText.of(golden));
    }

    @Test
    void theLargestSeedStaysExact() {
        assertThat(input("18446744073709551615")).isEqualTo(new Input.Constant(new BigInteger("18446744073709551615")));
    }

    @Test
    void aSlotMayBeAFraction() {
        assertThat(input("[\"4\", 1.0]")).isEqualTo(new Input.Link("4", 1));
    }

    @Test
    void aWrappedListIsAConstantAndIsWrittenWrapped() {
        Workflow workflow = read("{\"1\": {\"class_type\": \"A\", \"inputs\": {\"x\": {\"__value__\": [\"4\", 0]}}}}");

        assertThat(workflow.node("1").orElseThrow().inputs()).containsEntry("x", new Input.Constant(List.of("4", 0L)));
        assertThat(ApiPrompt.write(workflow)).contains("{\"__value__\": [\"4\", 0]}");
    }

    @Test
    void theFingerprintOfAnEarlierRunIsForgotten() {
        assertThat(read("{\"1\": {\"class_type\": \"A\", \"inputs\": {\"is_changed\": [NaN], \"x\": 1}}}")
                        .node("1")
                        .orElseThrow()
                        .inputs())
                .containsOnlyKeys("x");
        assertThat(read("{\"1\": {\"class_type\": \"A\", \"inputs\": {}, \"is_changed\": [NaN]}}")
                        .nodes())
                .containsOnlyKeys("1");
    }

    @Test
    void missingInputsAreNone() {
        assertThat(read("{\"1\": {\"class_type\": \"A\"}}")
                        .node("1")
                        .orElseThrow()
                        .inputs())
                .isEmpty();
    }

    @Test
    void notANumberIsReadAsOne() {
        assertThat(input("NaN")).isEqualTo(new Input.Constant(Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[4, 0]",
                "[\"4\"]",
                "[\"4\", \"0\"]",
                "[\"4\", 0, 1]",
                "[\"4\", -1]",
                "[\"4\", 0.5]",
                "[]",
                "[[], 0]"
            })
    void aMalformedLinkIsReportedWithItsPlaceAndStaysVisible(String link) {
        ApiPrompt.Reading reading = reading("{\"7\": {\"class_type\": \"A\", \"inputs\": {\"clip\": " + link + "}}}");

        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.nodeId()).isEqualTo("7");
            assertThat(problem.input()).contains("clip");
            assertThat(problem.sentence()).contains("Node \"7\", input \"clip\"", "__value__");
        });
        assertThat(reading.workflow().node("7").orElseThrow().inputs().get("clip"))
                .isInstanceOf(Input.Constant.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"class_type\": 3}", "null", "[]", "7"})
    void aNodeWithoutAClassIsReported(String node) {
        assertThatThrownBy(() -> read("{\"7\": " + node + "}"))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContainingAll("a.json", "Node \"7\"", "class_type");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> read("{\"7\": {}, \"8\": {\"class_type\": \"A\", \"inputs\": [1]}}"))
                .hasMessageContainingAll("Node \"7\"", "Node \"8\"", "a list of 1");
    }

    @Test
    void aFileThatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> read("[1, 2]"))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("list of 2");
        assertThatThrownBy(() -> read("null"))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("null");
    }

    @Test
    void aHundredThousandNodesAreReadAndWritten() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            json.append(i == 0 ? "" : ", ").append('"').append(i).append("\": {\"inputs\": {\"a\": ");
            json.append(i == 0 ? "1.5" : "[\"" + (i - 1) + "\", 0]").append("}, \"class_type\": \"Pass\"}");
        }
        String text = json.append('}').toString();

        assertThat(ApiPrompt.write(read(text))).isEqualTo(text);
    }

    @Test
    void theDisplayIdOfAnExpandedNodeIsKept() {
        WorkflowNode node = new WorkflowNode("A", Optional.empty(), Map.of(), Optional.of("3"));
        Workflow workflow = new Workflow(Map.of("3.0.0.1", node));

        assertThat(read(ApiPrompt.write(workflow))).isEqualTo(workflow);
    }
}
