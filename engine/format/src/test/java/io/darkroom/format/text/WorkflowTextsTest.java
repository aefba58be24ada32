package io.darkroom.format.text;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.Goldens;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowTextsTest {
    private static final Function<String, Optional<NodeType>> TYPES = Goldens.catalogue();
    private static final ZonedDateTime NOW = ZonedDateTime.of(2024, 3, 5, 17, 8, 9, 0, ZoneOffset.ofHours(2));

    private static WorkflowNode node(String type, String title, Map<String, Object> constants) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        constants.forEach((name, value) -> inputs.put(name, new Input.Constant(value)));
        return new WorkflowNode(type, Optional.of(title), inputs, Optional.empty());
    }

    private static Workflow workflow(Object seed, String text, String file) {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        nodes.put("3", node("KSampler", "Sampler A", Map.of("seed", seed, "cfg", 7.0, "denoise", 0.55)));
        nodes.put("6", node("CLIPTextEncode", "Positive", Map.of("text", text)));
        nodes.put("7", node("CLIPTextEncode", "Negative", Map.of("text", text)));
        nodes.put("9", node("SaveImage", "Save", Map.of("filename_prefix", file)));
        return new Workflow(nodes);
    }

    private static String constant(Workflow workflow, String id, String input) {
        Input.Constant constant = (Input.Constant)
                requireNonNull(workflow.node(id).orElseThrow().inputs().get(input));
        return String.valueOf(constant.value());
    }

    private static Workflow resolve(Workflow workflow) {
        return WorkflowTexts.resolve(workflow, TYPES, Map.of(), NOW);
    }

    private static String fileName(String template) {
        return constant(resolve(workflow(20231115L, "a/b:c", template)), "9", "filename_prefix");
    }

    @Test
    void theSeedDecidesWhatIsDrawn() {
        Workflow workflow = workflow(5L, "{a|b|c|d}", "x");

        assertThat(resolve(workflow)).isEqualTo(resolve(workflow));
    }

    @Test
    void anotherSeedAndAnotherNodeDrawAnew() {
        Map<String, Integer> drawn = new HashMap<>();
        for (long seed = 0; seed < 1000; seed++) {
            Workflow resolved = resolve(workflow(seed, "{a|b}", "x"));
            drawn.merge(constant(resolved, "6", "text") + constant(resolved, "7", "text"), 1, Integer::sum);
        }

        assertThat(drawn).containsOnlyKeys("aa", "ab", "ba", "bb");
        assertThat(drawn.values()).allSatisfy(count -> assertThat(count).isBetween(200, 300));
    }

    @Test
    void theRuleThatDrawsStaysAsDocumented() {
        // computed from the rule by hand: SHA-256 lines and SplitMix64, in Python
        Workflow resolved = resolve(workflow(20231115L, "{a|b|c|d|e|f|g|h}{a|b|c|d|e|f|g|h}", "x"));

        assertThat(constant(resolved, "6", "text")).isEqualTo("ac");
        assertThat(constant(resolved, "7", "text")).isEqualTo("fb");
    }

    @Test
    void onlyTextsThatAllowItAreDrawn() {
        Workflow workflow = workflow(5L, "x", "{a|b}").with("8", node("Unknown", "?", Map.of("text", "{a|b}")));

        assertThat(constant(resolve(workflow), "9", "filename_prefix")).isEqualTo("{a|b}");
        assertThat(constant(resolve(workflow), "8", "text")).isEqualTo("{a|b}");
    }

    @Test
    void aLinkedTextStaysLinked() {
        Workflow workflow =
                new Workflow(Map.of("6", new WorkflowNode("CLIPTextEncode", Map.of("text", new Input.Link("1", 0)))));

        assertThat(resolve(workflow)).isEqualTo(workflow);
    }

    @ParameterizedTest
    @CsvSource({
        "%date:yyyy-MM-dd%/x, 2024-03-05/x",
        "%date:yy M d h m s%, 24 3 5 17 8 9",
        "%date:hhmmss%, 170809",
        "%date:yyy%, 24y",
        "%KSampler.seed%, 20231115",
        "%Sampler A.seed%, 20231115",
        "%KSampler.cfg%_%KSampler.denoise%, 7_0.55",
        "%CLIPTextEncode.text%, a_b_c",
        "%KSampler.nothing%, %KSampler.nothing%",
        "%Nobody.seed%, %Nobody.seed%",
        "%width%x%height%, %width%x%height%",
        "%a.b.c%, %a.b.c%",
        "%year%-%KSampler.seed%, %year%-20231115",
        "100%, 100%",
    })
    void partsOfFileNamesAreReplaced(String template, String expected) {
        assertThat(fileName(template)).isEqualTo(expected);
    }

    @Test
    void theLargestSeedIsNamedExactly() {
        Workflow workflow = workflow(new BigInteger("18446744073709551615"), "x", "%KSampler.seed%");

        assertThat(constant(resolve(workflow), "9", "filename_prefix")).isEqualTo("18446744073709551615");
    }

    @Test
    void aNameForSearchingReplacesTheClass() {
        Workflow resolved = WorkflowTexts.resolve(
                workflow(7L, "x", "%main.seed% %KSampler.seed%"), TYPES, Map.of("3", "main"), NOW);

        assertThat(constant(resolved, "9", "filename_prefix")).isEqualTo("7 %KSampler.seed%");
    }

    @Test
    void fileNamesSeeTheDrawnText() {
        String drawn = constant(resolve(workflow(7L, "{a|b}", "%CLIPTextEncode.text%")), "6", "text");

        assertThat(constant(resolve(workflow(7L, "{a|b}", "%CLIPTextEncode.text%")), "9", "filename_prefix"))
                .isEqualTo(drawn);
    }

    @Test
    void textsOfNodesThatDoNotSaveKeepTheirPercentSigns() {
        assertThat(constant(resolve(workflow(7L, "%KSampler.seed%", "x")), "6", "text"))
                .isEqualTo("%KSampler.seed%");
    }
}
