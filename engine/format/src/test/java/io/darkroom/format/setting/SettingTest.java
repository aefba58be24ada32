package io.darkroom.format.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static final NodeType PROMPT = type(
            "Prompt",
            InputSlot.widget("text", new Widget.Text("", true, false), Presence.REQUIRED),
            InputSlot.link("clip", "CLIP", Presence.REQUIRED));
    private static final NodeType PAINT = type(
            "Paint",
            InputSlot.widget("seed", Widget.Whole.seed(), Presence.REQUIRED),
            InputSlot.widget("cfg", new Widget.Real(8, 0, 100, 0.1, OptionalDouble.empty()), Presence.REQUIRED),
            InputSlot.widget("noise", new Widget.Toggle(true), Presence.OPTIONAL),
            InputSlot.widget("sampler", Widget.Choice.of("euler", "heun"), Presence.REQUIRED),
            InputSlot.link("positive", "CONDITIONING", Presence.REQUIRED));
    private static final NodeType NUMBER =
            type("Number", InputSlot.widget("value", Widget.Whole.seed(), Presence.REQUIRED));
    private static final NodeTypes TYPES = id -> List.of(PROMPT, PAINT, NUMBER).stream()
            .filter(type -> type.id().equals(id))
            .findFirst();

    private static final Workflow WORKFLOW = new Workflow(new LinkedHashMap<>(Map.of(
            "1", node("Prompt", "Positive v1.5", Map.of("text", constant("a cat"))),
            "2", node("Prompt", "Negative", Map.of("text", constant("blurry"))),
            "3",
                    node(
                            "Paint",
                            "Paint",
                            Map.of("seed", constant(5L), "cfg", constant(8.0), "sampler", constant("euler"))),
            "4", node("Paint", "Second", Map.of("seed", new Input.Link("5", 0), "cfg", constant(1.0))),
            "5", node("Number", "Shared seed", Map.of("value", constant(9L))))));

    @Test
    void aTitleWithDotsAndSpacesNamesANode() {
        assertThat(set("Positive v1.5.text=a dog").get("1", "text")).isEqualTo("a dog");
    }

    @Test
    void anIdAndAClassNameNodesToo() {
        assertThat(set("2.text=x").get("2", "text")).isEqualTo("x");
        assertThat(set("number.value=7").get("5", "value")).isEqualTo(7L);
    }

    @Test
    void aTitleGoesBeforeAClassOfTheSameName() {
        Result result = set("Paint.cfg=3");

        assertThat(result.get("3", "cfg")).isEqualTo(3.0);
        assertThat(result.get("4", "cfg")).isEqualTo(1.0);
    }

    @Test
    void anInputThatOnlyOneNodeHasNeedsNoNode() {
        assertThat(set("value=12").get("5", "value")).isEqualTo(12L);
        assertThat(set("seed=12").get("3", "seed"))
                .as("the other seed is linked")
                .isEqualTo(12L);
    }

    @Test
    void severalMatchesAreListedWithWhatToWrite() {
        assertThatThrownBy(() -> set("text=x"))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("text could mean", "1.text (\"Positive v1.5\")", "2.text (\"Negative\")");
        assertThatThrownBy(() -> set("Prompt.text=x")).hasMessageContainingAll("could mean", "1.text", "2.text");
    }

    @Test
    void anUnknownInputListsWhatThereIs() {
        assertThatThrownBy(() -> set("Negativ.text=x"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("the workflow has no such input")
                .hasMessageContaining("Negative.text")
                .satisfies(thrown ->
                        assertThat(((SettingException) thrown).names()).contains("Negative.text", "Shared seed.value"));
    }

    @Test
    void aLinkedInputPointsToWhereItsValueComesFrom() {
        assertThatThrownBy(() -> set("Second.seed=1"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("is linked to 5 \"Shared seed\"");
    }

    @Test
    void valuesTakeTheFormOfTheirWidget() {
        assertThat(set("2.text=123").get("2", "text")).isEqualTo("123");
        assertThat(set("3.seed=18446744073709551615").get("3", "seed")).isEqualTo(Widget.Whole.MAX_SEED);
        assertThat(set("3.cfg=7").get("3", "cfg")).isEqualTo(7.0);
        assertThat(set("3.noise=false").get("3", "noise")).isEqualTo(false);
        assertThat(set("2.text=a=b").get("2", "text")).isEqualTo("a=b");
        assertThat(set("2.text=").get("2", "text")).isEqualTo("");
    }

    @Test
    void jsonValuesAreTakenAsTheyAre() {
        assertThat(new Result(new Setting("3.seed", 5L).apply(WORKFLOW, TYPES)).get("3", "seed"))
                .isEqualTo(5L);
        assertThat(new Result(new Setting("2.text", 5L).apply(WORKFLOW, TYPES)).get("2", "text"))
                .isEqualTo(5L);
    }

    @Test
    void valuesOfAnotherFormAreRefused() {
        assertThatThrownBy(() -> set("3.seed=1.5")).hasMessage("3.seed: \"1.5\" is not a whole number.");
        assertThatThrownBy(() -> set("3.cfg=NaN")).hasMessage("3.cfg: \"NaN\" is not a finite number.");
        assertThatThrownBy(() -> set("3.noise=maybe")).hasMessageContaining("is not true or false");
    }

    @Test
    void aSeedBehindALinkIsFoundAtItsSource() {
        List<SeedWidgets.Place> places = SeedWidgets.of(WORKFLOW, TYPES);

        assertThat(places)
                .containsExactlyInAnyOrder(new SeedWidgets.Place("3", "seed"), new SeedWidgets.Place("5", "value"));
        Workflow seeded = SeedWidgets.with(WORKFLOW, places, BigInteger.TWO);
        assertThat(new Result(seeded).get("3", "seed")).isEqualTo(2L);
        assertThat(new Result(seeded).get("5", "value")).isEqualTo(2L);
    }

    private record Result(Workflow workflow) {
        @Nullable
        Object get(String id, String input) {
            Input held = workflow.node(id).orElseThrow().inputs().get(input);
            return held instanceof Input.Constant constant ? constant.value() : held;
        }
    }

    private static Result set(String argument) {
        return new Result(
                new Setting(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1))
                        .apply(WORKFLOW, TYPES));
    }

    private static Input constant(Object value) {
        return new Input.Constant(value);
    }

    private static WorkflowNode node(String type, String title, Map<String, Input> inputs) {
        return new WorkflowNode(type, Optional.of(title), inputs, Optional.empty());
    }

    private static NodeType type(String id, InputSlot... inputs) {
        return new NodeType(
                id,
                id,
                "test",
                "",
                List.of(inputs),
                List.of(),
                Set.of(),
                "test",
                (arguments, context) -> Outcome.Values.of());
    }
}
