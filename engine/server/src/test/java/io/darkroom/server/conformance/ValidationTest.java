package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.conformance.Graph.Node;
import io.darkroom.server.fixture.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest extends OverTheWire {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void goodNumbersPass(int number) {
        Node product = graph.node("TestCustomValidation" + number, "input1", 0.5, "input2", 0.5);
        Node output = graph.preview(product);

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.25));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void goodLinksPass(int number) {
        Node product =
                graph.node("TestCustomValidation" + number, "input1", graph.image("WHITE"), "input2", graph.real(0.5));
        Node output = graph.preview(product);

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.5));
    }

    @ParameterizedTest
    @CsvSource({"1, custom_validation_failed", "2, custom_validation_failed", "4, invalid_input_type"})
    void aLiteralOfTheWrongKindIsRefused(int number, String type) {
        Node product = graph.node("TestCustomValidation" + number, "input1", "fully invalid", "input2", 0.5);
        graph.preview(product);

        assertThat(refusal(product)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "1, return_type_mismatch",
        "2, custom_validation_failed",
        "3, custom_validation_failed",
        "4, return_type_mismatch"
    })
    void aLinkOfTheWrongTypeIsRefused(int number, String type) {
        Node product = graph.node("TestCustomValidation" + number, "input1", graph.whole(5), "input2", 0.5);
        graph.preview(product);

        assertThat(refusal(product)).isEqualTo(type);
    }

    @Test
    void aWholeNumberIsConvertedBeforeANodeChecksIt() {
        Node output = graph.preview(graph.node("TestCustomValidation4", "input1", 1, "input2", 0.5));

        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.5));
    }

    @Test
    void aNodeThatChecksAllIsNotHeldToItsRanges() {
        Node product = graph.node("TestCustomValidation5", "input1", 5.0, "input2", 0.1);
        Node output = graph.preview(product);
        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.5));

        product.set("input2", 7.0);

        assertThat(refusal(product)).isEqualTo("custom_validation_failed");
    }

    @ParameterizedTest
    @CsvSource({"TestAsyncValidation, threshold, 8", "TestAsyncValidationError, max_value, 10"})
    void aCheckMayTakeItsTime(String type, String limit, double most) {
        Node slow = graph.node(type, "value", 5.0, limit, most);
        Node output = graph.preview(slow);
        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.5));

        slow.set("value", 10.0);
        slow.set(limit, 9.5);

        assertThat(refusal(slow)).isEqualTo("custom_validation_failed");
    }

    @Test
    void aValueBeyondItsRangeIsRefused() {
        Node mask = graph.mask(1.5);
        graph.preview(graph.node(
                "TestLazyMixImages", "image1", graph.image("BLACK"), "image2", graph.image("WHITE"), "mask", mask));

        assertThat(refusal(mask)).isEqualTo("value_bigger_than_max");
    }

    @Test
    void aRefusedPromptLeavesNoTrace() {
        graph.preview(graph.node("TestCustomValidation1", "input1", "x", "input2", 0.5));
        String id = "refused for once";

        assertThat(client.post(graph, Map.of("prompt_id", id)).status()).isEqualTo(400);

        assertThat(client.http().get("/queue").text()).doesNotContain(id);
        assertThat(client.http().get("/history").text()).doesNotContain(id);
    }

    @Test
    void nodesThatWaitForEachOtherAreRefused() {
        Node first = graph.node("TestIsChangedWithConstants", "value", 1.0);
        Node second = graph.node("TestIsChangedWithConstants", "image", first, "value", 1.0);
        first.set("image", second);
        graph.preview(second);

        assertThat(client.post(graph, Map.of()).status()).isEqualTo(400);
    }

    @Test
    void goodOutputsRunThoughOthersAreBad() {
        Node good = graph.preview(graph.image("WHITE"));
        Node bad = graph.preview(graph.node("TestCustomValidation1", "input1", "x", "input2", 0.5));

        Answer answer = client.post(graph, Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("node_errors").object()).hasSize(1);
        Followed run = client.follow(answer.at("/prompt_id"));
        assertThat(run.greys(good)).containsExactly(255);
        assertThat(run.didRun(bad)).isFalse();
    }

    @Test
    void outputsThatAreNotAskedForDoNotRun() {
        Node wanted = graph.preview(graph.image("WHITE"));
        Node other = graph.preview(graph.image("BLACK"));

        Followed run = client.run(graph, List.of(wanted.id(), "no output", other.id() + "0"));

        assertThat(run.greys(wanted)).containsExactly(255);
        assertThat(run.didRun(other)).isFalse();
        assertThat(run.hasPictures(other)).isFalse();
    }

    @Test
    void askingForNoOutputIsRefused() {
        graph.preview(graph.image("WHITE"));

        Answer answer = client.post(graph, Map.of("partial_execution_targets", List.of()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/type")).isEqualTo("prompt_no_outputs");
    }

    @Test
    void aPromptWithoutOutputsIsRefused() {
        graph.image("WHITE");

        assertThat(client.post(graph, Map.of()).status()).isEqualTo(400);
    }

    @Test
    void anUnknownNodeIsRefused() {
        graph.preview(graph.node("NobodyKnowsThis", "image", graph.image("WHITE")));

        assertThat(client.post(graph, Map.of()).status()).isEqualTo(400);
    }

    /** The type of the only error of a node whose prompt is refused. */
    private String refusal(Node node) {
        Answer answer = client.post(graph, Map.of());
        assertThat(answer.status()).isEqualTo(400);
        return answer.at("/node_errors/" + node.id() + "/errors/0/type");
    }
}
