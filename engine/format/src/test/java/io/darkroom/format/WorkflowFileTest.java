package io.darkroom.format;

import static io.darkroom.format.picture.Pictures.bytes;
import static io.darkroom.format.picture.Pictures.png;
import static io.darkroom.format.picture.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.format.WorkflowFile.Kind;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.Pictures;
import io.darkroom.format.prompt.ApiPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFileTest {
    private static final Function<String, Optional<NodeType>> TYPES = Goldens.catalogue();
    private static final ZonedDateTime NOW = ZonedDateTime.of(2024, 3, 5, 17, 8, 9, 0, ZoneOffset.UTC);
    private static final String FIRST = "workflows/01-txt2img-sd21-zsnr-simple-trailing";

    private static WorkflowFile read(byte[] content) {
        return WorkflowFile.read("x", content, TYPES);
    }

    private static WorkflowFile golden(String name) {
        return read(Goldens.bytes(name));
    }

    private static Object constant(Workflow workflow, String id, String input) {
        return workflow.node(id).orElseThrow().inputs().getOrDefault(input, new Input.Constant(null));
    }

    @Test
    void theContentDecidesTheKind() {
        assertThat(golden(FIRST + ".api.json").kind()).isEqualTo(Kind.API);
        assertThat(golden(FIRST + ".ui.json").kind()).isEqualTo(Kind.EDITOR);
        assertThat(golden("png/sample_with_workflow.png").kind()).isEqualTo(Kind.PICTURE);
    }

    @Test
    void apiAndEditorFilesOfOneWorkflowAreTheSameWorkflow() {
        assertThat(golden(FIRST + ".ui.json").workflow())
                .isEqualTo(golden(FIRST + ".api.json").workflow());
    }

    @Test
    void aFileIsOpenedWhateverItsName(@TempDir Path folder) throws IOException {
        Path json = Files.write(folder.resolve("picture.png"), Goldens.bytes(FIRST + ".api.json"));
        Path png = Files.write(folder.resolve("flow.json"), Goldens.bytes("png/sample_with_workflow.png"));

        assertThat(WorkflowFile.open(json, TYPES).kind()).isEqualTo(Kind.API);
        assertThat(WorkflowFile.open(png, TYPES).kind()).isEqualTo(Kind.PICTURE);
    }

    @Test
    void ofAPictureThePromptRunsAndTheEditorsFormGoesIntoThePicturesItMakes() {
        WorkflowFile file = golden("png/sample_with_workflow.png");

        assertThat(file.workflow().nodes()).hasSize(9);
        assertThat(file.pictureText(file.workflow()))
                .isEqualTo(Goldens.json("png/sample_with_workflow.json", "text_chunks"));
    }

    @Test
    void aPictureThatHoldsOnlyTheEditorsFormRunsToo() {
        String editor = JsonText.of(Goldens.json(FIRST + ".ui.json"));

        assertThat(read(png(text("workflow", editor))).workflow())
                .isEqualTo(golden(FIRST + ".api.json").workflow());
    }

    @Test
    void theBodyOfARequestIsAWorkflow() {
        Object api = Goldens.json(FIRST + ".api.json");
        Object editor = Goldens.json(FIRST + ".ui.json");
        String body =
                JsonText.of(Map.of("prompt", api, "extra_data", Map.of("extra_pnginfo", Map.of("workflow", editor))));

        WorkflowFile file = read(bytes(body));

        assertThat(file.kind()).isEqualTo(Kind.API);
        assertThat(file.workflow()).isEqualTo(golden(FIRST + ".api.json").workflow());
        assertThat(file.editor()).isPresent();
    }

    @Test
    void aLatentRuns() {
        String prompt = ApiPrompt.write(golden(FIRST + ".api.json").workflow());
        String header = JsonText.of(Map.of("__metadata__", Map.of("prompt", prompt)));

        assertThat(read(Pictures.safetensors(header)).workflow())
                .isEqualTo(golden(FIRST + ".api.json").workflow());
    }

    @Test
    void aBrokenEditorsFormBesideAPromptIsANotice() {
        String prompt = ApiPrompt.write(golden(FIRST + ".api.json").workflow());
        WorkflowFile file = read(png(text("prompt", prompt), text("workflow", "{\"nodes\": [1]}")));

        assertThat(file.editor()).isEmpty();
        assertThat(file.notices()).singleElement().asString().contains("broken", "/nodes/0");
        assertThat(file.pictureText(file.workflow())).containsOnlyKeys("prompt");
    }

    @Test
    void templatesAreResolvedOnRunningAndTheEditorsFormShowsWhatWasDrawn() {
        WorkflowFile file = golden(FIRST + ".ui.json");

        Workflow ran = file.resolve(file.workflow(), TYPES, NOW);

        assertThat(constant(ran, "4", "text").toString()).containsPattern("photograph, (dawn|dusk|midnight)");
        assertThat(constant(ran, "9", "filename_prefix"))
                .isEqualTo(new Input.Constant("zsnr/%year%-%month%-%day%/lighthouse_20231115"));
        assertThat(file.pictureText(ran).get("workflow"))
                .doesNotContain("{dawn|dusk")
                .contains("lighthouse_20231115");
    }

    @Test
    void textsOfAPictureAreNotResolvedASecondTime() {
        WorkflowFile file = golden(FIRST + ".ui.json");
        byte[] picture = png(text("prompt", ApiPrompt.write(file.workflow())));

        assertThat(read(picture).resolve(file.workflow(), TYPES, NOW)).isEqualTo(file.workflow());
    }

    @Test
    void aPictureMadeFromAPictureHoldsTheSame() {
        WorkflowFile file = golden(FIRST + ".ui.json");
        Map<String, String> texts = file.pictureText(file.resolve(file.workflow(), TYPES, NOW));

        WorkflowFile again = read(png(
                text("prompt", texts.getOrDefault("prompt", "")),
                text("workflow", texts.getOrDefault("workflow", ""))));

        assertThat(again.pictureText(again.resolve(again.workflow(), TYPES, NOW.plusDays(1))))
                .isEqualTo(texts);
    }

    @Test
    void repeatsFollowTheControlOfTheFile() {
        assertThat(constant(golden(FIRST + ".api.json").repeat(2), "7", "seed"))
                .isEqualTo(new Input.Constant(20231117L));

        WorkflowFile randomizing = golden(FIRST + ".ui.json");
        assertThat(constant(randomizing.repeat(0), "7", "seed")).isEqualTo(new Input.Constant(20231115L));
        assertThat(constant(randomizing.repeat(1), "7", "seed"))
                .isNotEqualTo(constant(randomizing.repeat(0), "7", "seed"))
                .isEqualTo(constant(golden(FIRST + ".ui.json").repeat(1), "7", "seed"));
    }

    @Test
    void aPictureWithoutAWorkflowSaysSo() {
        assertThatThrownBy(() -> read(png()))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("no workflow");
        assertThatThrownBy(() -> read(png(text("parameters", "a cat"))))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("generation parameters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "not json", "[]", "3", "null", "{\"a\": 1}", "{\"prompt\": {\"1\": {}}}", "{\"nodes\": [{}]}"
            })
    void whatIsNoWorkflowIsRefusedInOneLine(String content) {
        assertThatThrownBy(() -> read(bytes(content)))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageStartingWith("x")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aHundredThousandNodesInTheEditorsFormAreConverted() {
        StringBuilder json = new StringBuilder("{\"nodes\": [{\"id\": 0, \"type\": \"EmptyLatentImage\"}");
        StringBuilder links = new StringBuilder();
        for (int i = 1; i < 100_000; i++) {
            json.append(",{\"id\":")
                    .append(i)
                    .append(",\"type\":\"LatentUpscaleBy\",\"mode\":0,\"inputs\":[{\"name\":");
            json.append("\"samples\",\"type\":\"LATENT\",\"link\":")
                    .append(i)
                    .append("}],\"outputs\":[{\"type\":\"LATENT\"}],");
            json.append("\"widgets_values\":[\"bilinear\",1.5]}");
            links.append(i == 1 ? "" : ",").append('[').append(i).append(',').append(i - 1);
            links.append(",0,").append(i).append(",0,\"LATENT\"]");
        }
        json.append("],\"links\":[").append(links).append("]}");

        Workflow workflow = read(bytes(json.toString())).workflow();

        assertThat(workflow.nodes()).hasSize(100_000);
        assertThat(workflow.node("99999").orElseThrow().inputs()).containsEntry("samples", new Input.Link("99998", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workflows/08-lora-ab-primitive-seed-reroutes.ui.json",
                "workflows/12-subgraph-two-stage-and-notes.ui.json",
                "workflows/12-subgraph-two-stage-and-notes.v1.ui.json",
                "workflows/03-textual-inversion-weights-clip-skip.api.json",
            })
    void mutatedFilesAreReadOrRefused(String name) {
        byte[] sound = bytes(JsonText.of(Goldens.json(name)));
        List<String> pieces = List.of("null", "[]", "{}", "-1", "1e99", "\"\"", "NaN", "-10", "true", "[[]]", "2");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            byte[] mutated = sound;
            for (int i = random.nextInt(3); i >= 0; i--) {
                mutated = replaceValue(mutated, bytes(pieces.get(random.nextInt(pieces.size()))), random);
            }
            try {
                WorkflowFile file = WorkflowFile.read("x", mutated, TYPES);
                Workflow ran = file.resolve(file.repeat(random.nextInt(3)), TYPES, NOW);
                assertThat(file.pictureText(ran)).as("seed %d", seed).containsKey("prompt");
            } catch (WorkflowFileException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("x");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    /** Puts a value in place of what stands between two signs of the JSON; the result is often still JSON. */
    private static byte[] replaceValue(byte[] json, byte[] value, Random random) {
        int start = random.nextInt(json.length);
        while (start < json.length && json[start] != ' ' && json[start] != '[') {
            start++;
        }
        int end = start + 1;
        while (end < json.length && json[end] != ',' && json[end] != '}' && json[end] != ']') {
            end++;
        }
        return end >= json.length
                ? json
                : Pictures.join(Arrays.copyOf(json, start + 1), value, Arrays.copyOfRange(json, end, json.length));
    }
}
