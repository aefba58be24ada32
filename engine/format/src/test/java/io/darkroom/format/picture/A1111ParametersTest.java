package io.darkroom.format.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.Goldens;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.picture.GenerationFacts.Size;
import io.darkroom.format.prompt.ApiPrompt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class A1111ParametersTest {
    private static final String HASH = "abcdef0123456789";

    private static Workflow reference(String name) {
        String file = "workflows/" + name + ".api.json";
        return ApiPrompt.read(file, Goldens.bytes(file), JsonLimits.standard());
    }

    private static A1111Parameters of(Workflow workflow, String saver) {
        return GenerationFacts.of(
                workflow, saver, Optional.of(new Size(10, 20)), model -> Optional.of(HASH), "Darkroom 0.1.0");
    }

    @Test
    void aPlainWorkflowGivesTheLinesThatViewersKnow() {
        assertThat(of(reference("01-txt2img-sd21-zsnr-simple-trailing"), "9").text())
                .isEqualTo("a lighthouse on a basalt cliff at night, storm clouds, deep black sky, warm lamp light,"
                        + " photograph, {dawn|dusk|midnight}\n"
                        + "Negative prompt: blurry, low contrast, watermark, text\n"
                        + "Steps: 25, Sampler: Euler, Schedule type: Simple, CFG scale: 7.5, Seed: 20231115, Size:"
                        + " 768x768, Model hash: abcdef0123, Model: pseudoFlexBase_v10, CFG rescale: 0.7, Version:"
                        + " Darkroom 0.1.0");
    }

    @Test
    void aCustomSamplerIsReadThroughItsParts() {
        A1111Parameters parameters = of(reference("11-sampler-custom-advanced-two-stage-regions"), "27");

        assertThat(parameters.prompt())
                .contains("mountain lake, morning fog", " AND ", "a red cabin", "a sailing boat");
        assertThat(parameters.settings())
                .containsEntry("Steps", "25")
                .containsEntry("Sampler", "Euler")
                .containsEntry("Schedule type", "Simple")
                .containsEntry("CFG scale", "7")
                .containsEntry("Seed", "2024")
                .containsEntry("Size", "1344x768");
    }

    @Test
    void theNearestSamplerCountsAndTheSavedSizeWhereTheLatentDoesNotTell() {
        A1111Parameters parameters = of(reference("04-hires-fix-latent-bislerp"), "13");

        assertThat(parameters.settings())
                .containsEntry("Denoising strength", "0.55")
                .containsEntry("Size", "10x20");
    }

    @Test
    void imageToImageSaysItsStrength() {
        assertThat(of(reference("05-img2img-with-bypassed-node"), "12").settings())
                .containsEntry("Denoising strength", "0.6")
                .containsEntry("Size", "10x20");
    }

    @Test
    void aPrimitiveIsFollowedToItsValue() {
        assertThat(of(reference("12-subgraph-two-stage-and-notes"), "11").settings())
                .containsEntry("CFG scale", "5")
                .containsEntry("Seed", "0");
        assertThat(of(reference("10-xy-grid-cfg-by-rescale"), saver(reference("10-xy-grid-cfg-by-rescale")))
                        .settings())
                .containsKeys("Seed", "Steps", "CFG rescale");
    }

    private static String saver(Workflow workflow) {
        return workflow.nodes().entrySet().stream()
                .filter(node -> node.getValue().type().equals("SaveImage"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        Workflow workflow =
                new Workflow(Map.of("1", new WorkflowNode("SaveImage", Map.of("images", new Input.Link("2", 0)))));

        assertThat(GenerationFacts.of(workflow, "1", Optional.empty(), model -> Optional.empty(), "Darkroom 1")
                        .text())
                .isEqualTo("Version: Darkroom 1");
    }

    @Test
    void ringsEndTheSearch() {
        Workflow workflow = new Workflow(Map.of(
                "1", new WorkflowNode("SaveImage", Map.of("images", new Input.Link("2", 0))),
                "2",
                        new WorkflowNode(
                                "KSampler",
                                Map.of("model", new Input.Link("3", 0), "positive", new Input.Link("4", 0))),
                "3", new WorkflowNode("A", Map.of("model", new Input.Link("3", 0))),
                "4", new WorkflowNode("ConditioningCombine", Map.of("conditioning_1", new Input.Link("4", 0)))));

        assertThat(of(workflow, "1").settings()).containsKey("Version");
    }

    @Test
    void theVaeIsNamedIfItIsAnotherFile() {
        Workflow workflow = reference("01-txt2img-sd21-zsnr-simple-trailing")
                .with("20", new WorkflowNode("VAELoader", Map.of("vae_name", new Input.Constant("a, b.safetensors"))));
        Workflow changed = workflow.with("8", workflow.node("8").orElseThrow().with("vae", new Input.Link("20", 0)));

        assertThat(of(changed, "9").text()).contains("VAE hash: abcdef0123, VAE: \"a, b.safetensors\"");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Steps", "20");
        settings.put("Model", "a, \"b\": c\nd \u00e9 \\");
        settings.put("Version", "Darkroom 1");
        A1111Parameters parameters = new A1111Parameters("one\ntwo: 2, three", "bad", settings);

        assertThat(A1111Parameters.read(parameters.text())).isEqualTo(parameters);
    }

    @Test
    void aTextOfA1111IsRead() {
        A1111Parameters parameters = A1111Parameters.read("""
            (masterpiece:1.2), a cat,
            second line
            Negative prompt: ugly,
            bad
            Steps: 20, Sampler: DPM++ 2M, Size: 512x512, Lora hashes: "a: 1, b: 2", Version: v1.9.4\
            """);

        assertThat(parameters.prompt()).isEqualTo("(masterpiece:1.2), a cat,\nsecond line");
        assertThat(parameters.negative()).isEqualTo("ugly,\nbad");
        assertThat(parameters.settings())
                .containsExactly(
                        entry("Steps", "20"),
                        entry("Sampler", "DPM++ 2M"),
                        entry("Size", "512x512"),
                        entry("Lora hashes", "a: 1, b: 2"),
                        entry("Version", "v1.9.4"));
        assertThat(parameters.setting("Steps")).contains("20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a cat: on a mat", "", "\n\n", "a: b, c: d"})
    void aTextWithoutSettingsIsAPrompt(String text) {
        assertThat(A1111Parameters.read(text)).isEqualTo(new A1111Parameters(text.strip(), "", Map.of()));
    }

    @RepeatedTest(200)
    void anyTextIsRead() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "Negative prompt: " : "");
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append("ab:,\"\\u0 \n".charAt(random.nextInt(10)));
        }

        assertThat(A1111Parameters.read(text.toString())).as("seed %d", seed).isNotNull();
    }
}
