package io.darkroom.server.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import io.darkroom.queue.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptBodyTest {
    private static final Instant ACCEPTED = Instant.ofEpochMilli(1_795_411_813_567L);

    private static List<PromptBody> bodies() {
        Workflow workflow = new Workflow(Map.of(
                "9",
                new WorkflowNode(
                        "SaveImage",
                        Map.of(
                                "images", new Input.Link("8", 0),
                                "filename_prefix", new Input.Constant("a\nb \"c\" ü")))));
        Map<String, Object> extra =
                Map.of("client_id", "c1", "extra_pnginfo", Map.of("workflow", Map.of("nodes", List.of())));
        return List.of(
                new PromptBody(workflow, extra, List.of("9"), Optional.empty(), Map.of()),
                new PromptBody(workflow, Map.of(), List.of("9"), Optional.of(2.5), Map.of()),
                new PromptBody(
                        workflow, Map.of(), List.of(), Optional.empty(), Map.of("webhook", Map.of("number", 1L))));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theItemCutOutOfTheTextIsTheItem(PromptBody body) {
        Job job = job(body, 7);

        assertThat(JsonReader.read("item", PromptBody.itemText(job), JsonLimits.standard()))
                .isEqualTo(JsonReader.read("item", JsonText.of(body.item(job)), JsonLimits.standard()));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsWrittenIsReadAgain(PromptBody body) {
        assertThat(PromptBody.fromJson("p", body.toJson())).isEqualTo(body);
    }

    @Test
    void aNumberOfTheCounterIsWholeAndOneOfTheClientIsNot() {
        assertThat(PromptBody.number(job(bodies().get(0), 7))).isEqualTo(7L);
        assertThat(PromptBody.number(job(bodies().get(0), 6.5))).isEqualTo(6.5);
        assertThat(PromptBody.number(job(bodies().get(1), 3))).isEqualTo(3.0);
    }

    private static Job job(PromptBody body, double number) {
        return new Job("p", "default", number, body.toJson(), ACCEPTED, 0);
    }
}
