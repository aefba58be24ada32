package io.darkroom.format.editor;

import static io.darkroom.format.editor.Editor.constant;
import static io.darkroom.format.editor.Editor.link;
import static io.darkroom.format.editor.Editor.socket;
import static io.darkroom.format.editor.Editor.text;
import static io.darkroom.format.editor.Editor.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final int MUTED = 2;
    private static final int BYPASSED = 4;

    /** A source 1, a node 2 of the given mode between, and a sink 3 that wants an IMAGE. */
    private static Editor between(int mode, List<String> inputs, List<String> outputs) {
        return Editor.file()
                .type("Source")
                .type("Middle")
                .type("Sink", socket("image", "IMAGE"))
                .node(1, "Source", List.of(), List.of("IMAGE", "MASK"), null)
                .node(2, "Middle", mode, inputs, outputs, null)
                .node(3, "Sink", List.of("image:IMAGE=20"), List.of(), null)
                .link(10, 1, 0, 2, 0)
                .link(11, 1, 1, 2, 1)
                .link(20, 2, 0, 3, 0);
    }

    @Test
    void aBypassedNodePassesOnTheInputOfTheSamePlace() {
        assertThat(between(BYPASSED, List.of("a:IMAGE=10", "b:IMAGE=11"), List.of("IMAGE"))
                        .inputs("3"))
                .containsEntry("image", link("1", 0));
    }

    @Test
    void aBypassedNodePassesOnTheFirstInputOfTheWantedType() {
        assertThat(between(BYPASSED, List.of("a:MASK=10", "b:image=11"), List.of("IMAGE"))
                        .inputs("3"))
                .containsEntry("image", link("1", 1));
    }

    @Test
    void anEqualTypeComesBeforeACompatibleOne() {
        assertThat(between(BYPASSED, List.of("a:LATENT=10", "b:*", "c:IMAGE=11"), List.of("IMAGE"))
                        .inputs("3"))
                .containsEntry("image", link("1", 1));
        assertThat(between(BYPASSED, List.of("a:LATENT=10", "b:MASK,IMAGE=11"), List.of("IMAGE"))
                        .inputs("3"))
                .containsEntry("image", link("1", 1));
    }

    @Test
    void aBypassedNodeWithoutAFittingInputLeavesTheInputOpen() {
        assertThat(between(BYPASSED, List.of("a:LATENT=10", "b:MASK=11"), List.of("IMAGE"))
                        .inputs("3"))
                .isEmpty();
        assertThat(between(BYPASSED, List.of(), List.of("IMAGE")).inputs("3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "5, 0"})
    void whoeverWantsAnythingGetsTheSamePlaceOrTheFirst(int output, int expected) {
        EditorNode node = EditorFile.read(
                        "x",
                        Editor.file()
                                .node(2, "M", List.of("a:LATENT=10", "b:MASK=11"), List.of("IMAGE"), null)
                                .json()
                                .getBytes(StandardCharsets.UTF_8),
                        JsonLimits.standard())
                .graph()
                .node("2")
                .orElseThrow();

        assertThat(LinkResolver.bypass(node, output, "*")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"IMAGE, image, true", "*, MASK, true", "'A, B', b, true", "A, B, false", "'A,C', 'B,c', true"})
    void typesAreCompatibleIfTheyShareAName(String a, String b, boolean compatible) {
        assertThat(EditorNode.compatible(a, b)).isEqualTo(compatible);
        assertThat(EditorNode.compatible(b, a)).isEqualTo(compatible);
    }

    @Test
    void aMutedBranchVanishesWithItsLinks() {
        Editor file = between(MUTED, List.of("a:IMAGE=10"), List.of("IMAGE"));

        assertThat(file.convert().workflow().nodes()).containsOnlyKeys("1", "3");
        assertThat(file.inputs("3")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void allOtherModesRun(int mode) {
        assertThat(between(mode, List.of("a:IMAGE=10"), List.of("IMAGE")).inputs("3"))
                .containsEntry("image", link("2", 0));
    }

    @Test
    void aPrimitiveGivesItsValueToEveryWidgetItFeeds() {
        Editor file = Editor.file()
                .type("A", widget("text", text("")), widget("other", text("")))
                .node(1, "PrimitiveNode", List.of(), List.of("STRING"), List.of("shared", "fixed"))
                .node(2, "A", List.of("!text:STRING=1", "!other:STRING=3"), List.of(), List.of("x", "y"))
                .node(3, "Reroute", List.of(":*=2"), List.of("*"), null)
                .link(1, 1, 0, 2, 0)
                .link(2, 1, 0, 3, 0)
                .link(3, 3, 0, 2, 1);

        assertThat(file.inputs("2"))
                .containsExactly(entry("text", constant("shared")), entry("other", constant("shared")));
        assertThat(file.convert().workflow().nodes()).containsOnlyKeys("2");
    }

    @Test
    void anUnconnectedRerouteLeavesTheInputOpen() {
        Editor file = Editor.file()
                .type("A", socket("x", "X"))
                .node(1, "Reroute", List.of(":*"), List.of("*"), null)
                .node(2, "A", List.of("x:X=1"), List.of(), null)
                .link(1, 1, 0, 2, 0);

        assertThat(file.inputs("2")).isEmpty();
    }

    @Test
    void aLinkThatIsNotInTheFileIsNoLink() {
        Editor file = Editor.file().type("A", socket("x", "X")).node(2, "A", List.of("x:X=99"), List.of(), null);

        assertThat(file.inputs("2")).isEmpty();
    }

    @Test
    void notesAreNotEmitted() {
        Editor file = Editor.file()
                .node(1, "Note", List.of(), List.of(), List.of("hello"))
                .node(2, "MarkdownNote", List.of(), List.of(), List.of("# hello"));

        assertThat(file.convert().workflow().nodes()).isEmpty();
    }

    @Test
    void aRingOfReroutesIsNamed() {
        Editor file = Editor.file()
                .type("A", socket("x", "X"))
                .node(1, "Reroute", Map.of("title", "One"), List.of(":*=2"), List.of("*"), null)
                .node(2, "Reroute", List.of(":*=1"), List.of("*"), null)
                .node(3, "A", List.of("x:X=3"), List.of(), null)
                .link(1, 1, 0, 2, 0)
                .link(2, 2, 0, 1, 0)
                .link(3, 1, 0, 3, 0);

        assertThatThrownBy(file::convert)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContainingAll("test.json", "1 \"One\"", "2 \"Reroute\"", "Remove one of the links");
    }

    @Test
    void aBypassedNodeThatFeedsItselfIsARing() {
        Editor file = Editor.file()
                .type("A", socket("x", "X"))
                .node(1, "A", BYPASSED, List.of("x:X=1"), List.of("X"), null)
                .node(2, "A", List.of("x:X=2"), List.of(), null)
                .link(1, 1, 0, 1, 0)
                .link(2, 1, 0, 2, 0);

        assertThatThrownBy(file::convert)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("wait for each other");
    }

    @Test
    void tenThousandReroutesInARowAndAsManyEndsAreNoProblem() {
        Editor file = Editor.file().type("A", socket("x", "X")).node(0, "A", List.of(), List.of("X"), null);
        for (int i = 1; i <= 10_000; i++) {
            file.node(i, "Reroute", List.of(":*=" + i), List.of("*"), null);
            file.link(i, i - 1, 0, i, 0);
            file.node("end" + i, "A", List.of("x:X=" + (20_000 + i)), List.of(), null);
            file.link(20_000 + i, i, 0, "end" + i, 0);
        }

        assertThat(file.inputs("end10000")).containsEntry("x", link("0", 0));
    }

    @Test
    void idsMayBeTextsAndSlotsFractionsOrTexts() {
        String json = "{\"nodes\": [{\"id\": \"a\", \"type\": \"A\"}, {\"id\": 2.0, \"type\": \"A\", \"inputs\":"
                + " [{\"name\": \"x\", \"type\": 0, \"link\": \"7\"}]}], \"links\": [[7, \"a\", \"1\", 2, 0.0, null],"
                + " null]}";
        EditorFile file = EditorFile.read("x", json.getBytes(StandardCharsets.UTF_8), JsonLimits.standard());

        assertThat(EditorConverter.convert("x", file, id -> Optional.empty())
                        .workflow()
                        .node("2")
                        .orElseThrow()
                        .inputs())
                .containsEntry("x", link("a", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nodes\": [7]}",
                "{\"nodes\": [{\"id\": 1}]}",
                "{\"nodes\": [{\"type\": \"A\"}]}",
                "{\"nodes\": [{\"id\": 1, \"type\": \"A\"}, {\"id\": \"1\", \"type\": \"A\"}]}",
                "{\"nodes\": [], \"links\": [[1, 2]]}",
                "{\"nodes\": [], \"links\": [{\"id\": 1}]}",
                "{\"nodes\": [{\"id\": 1, \"type\": \"A\", \"inputs\": 3}]}",
                "{\"nodes\": [], \"definitions\": {\"subgraphs\": [{}]}}",
                "{}",
            })
    void whatIsMalformedIsRefusedWithItsPlace(String json) {
        assertThatThrownBy(
                        () -> EditorFile.read("x.json", json.getBytes(StandardCharsets.UTF_8), JsonLimits.standard()))
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageStartingWith("x.json");
    }

    @Test
    void membersThatNobodyKnowsAreKept() {
        String json = "{\"nodes\": [], \"links\": [], \"mystery\": {\"a\": [1, null]}, \"version\": 0.4}";

        assertThat(EditorFile.read("x", json.getBytes(StandardCharsets.UTF_8), JsonLimits.standard())
                        .text())
                .isEqualTo(json);
    }

    @Test
    void valuesThatRanGoBackIntoTheFile() {
        Editor file = Editor.file()
                .type("A", widget("text", text("")), widget("seed", io.darkroom.api.node.Widget.Whole.seed()))
                .node(1, "A", List.of(), List.of(), List.of("{a|b}", 5L, "fixed"))
                .node(2, "A", List.of(), List.of(), Arrays.asList("same", 6L));
        Conversion conversion = file.convert();
        var ran = conversion
                .workflow()
                .with(
                        "1",
                        conversion
                                .workflow()
                                .node("1")
                                .orElseThrow()
                                .with("text", constant("b"))
                                .with("seed", constant(7L)));

        Object saved = conversion.fileOf(ran);

        assertThat(Editor.at(saved, "nodes", 0, "widgets_values")).contains(List.of("b", 7L, "fixed"));
        assertThat(Editor.at(saved, "nodes", 1, "widgets_values")).contains(List.of("same", 6L));
        assertThat(conversion.fileOf(conversion.workflow()))
                .isSameAs(conversion.file().json());
    }
}
