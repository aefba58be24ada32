package io.darkroom.format.editor;

import static io.darkroom.format.editor.Editor.constant;
import static io.darkroom.format.editor.Editor.link;
import static io.darkroom.format.editor.Editor.socket;
import static io.darkroom.format.editor.Editor.text;
import static io.darkroom.format.editor.Editor.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.prompt.SeedControl;
import io.darkroom.format.prompt.SeedControl.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubgraphsTest {
    private static final int IN = -10;
    private static final int OUT = -20;

    /** Types that all tests here know. */
    private static Editor file() {
        return Editor.file()
                .type("Source")
                .type("Text", socket("x", "X"), widget("text", text("default")), widget("seed", Widget.Whole.seed()))
                .type("Sink", socket("x", "X"));
    }

    /** A node 5 inside whose x, text and seed are inputs of the subgraph, and whose output is its output. */
    private static Editor inside() {
        return Editor.file()
                .node(
                        5,
                        "Text",
                        List.of("x:X=1", "!text:STRING=2", "!seed:INT=3"),
                        List.of("X"),
                        List.of("inner", 1L, "increment"))
                .link(1, IN, 0, 5, 0)
                .link(2, IN, 1, 5, 1)
                .link(3, IN, 2, 5, 2)
                .link(4, 5, 0, OUT, 0);
    }

    private static Editor withInstance(Map<String, Object> more, List<String> inputs, @Nullable Object values) {
        return file().subgraph("S", List.of("x", "text", "seed"), inside())
                .node(1, "Source", List.of(), List.of("X"), null)
                .node(2, "S", more, inputs, List.of("X"), values)
                .node(3, "Sink", List.of("x:X=2"), List.of(), null)
                .link(1, 1, 0, 2, 0)
                .link(2, 2, 0, 3, 0);
    }

    @Test
    void innerNodesRunUnderTheIdsOfTheirInstances() {
        Editor file = withInstance(Map.of(), List.of("x:X=1"), List.of("outer", 9L));

        assertThat(file.convert().workflow().nodes().keySet()).containsExactly("1", "2:5", "3");
        assertThat(file.inputs("2:5")).containsEntry("x", link("1", 0));
        assertThat(file.inputs("3")).containsEntry("x", link("2:5", 0));
    }

    @Test
    void theInstancesValuesComeBeforeTheInnerOnes() {
        assertThat(withInstance(Map.of(), List.of("x:X=1"), List.of("outer", 9L))
                        .inputs("2:5"))
                .containsEntry("text", constant("outer"))
                .containsEntry("seed", constant(9L));
        assertThat(withInstance(Map.of(), List.of("x:X=1"), Map.of("text", "named"))
                        .inputs("2:5"))
                .containsEntry("text", constant("named"))
                .containsEntry("seed", constant(1L));
        assertThat(withInstance(Map.of(), List.of("x:X=1"), Arrays.asList(null, 9L))
                        .inputs("2:5"))
                .containsEntry("text", constant("inner"));
    }

    @Test
    void aLinkedPromotedWidgetIsALink() {
        assertThat(withInstance(Map.of(), List.of("x:X=1", "!text:STRING=1"), List.of("outer", 9L))
                        .inputs("2:5"))
                .containsEntry("text", link("1", 0))
                .containsEntry("seed", constant(9L));
    }

    @Test
    void promotedWidgetsOfInnerNodesFollowThoseOfTheInputs() {
        Map<String, Object> more = Map.of("properties", Map.of("proxyWidgets", List.of(List.of("6", "text"))));
        Editor inside = inside().node(6, "Text", List.of(), List.of(), List.of("six", 1L, "fixed"));
        Editor file = file().subgraph("S", List.of("x", "text", "seed"), inside)
                .node(2, "S", more, List.of(), List.of("X"), List.of("outer", 9L, "promoted"));

        assertThat(file.inputs("2:5")).containsEntry("text", constant("outer"));
        assertThat(file.inputs("2:6")).containsEntry("text", constant("promoted"));
    }

    @Test
    void theInstanceMayNameItsInputsAmongThePromotedWidgets() {
        Map<String, Object> more =
                Map.of("properties", Map.of("proxyWidgets", List.of(List.of("-1", "seed"), List.of("-1", "text"))));

        assertThat(withInstance(more, List.of(), List.of(9L, "outer")).inputs("2:5"))
                .containsEntry("text", constant("outer"))
                .containsEntry("seed", constant(9L));
    }

    @Test
    void ofNestedInstancesTheOutermostDecides() {
        Editor middle = Editor.file()
                .node(7, "S", List.of("!text:STRING=1"), List.of("X"), List.of("middle", 2L))
                .link(1, IN, 0, 7, 0)
                .link(2, 7, 0, OUT, 0);
        Editor file = file().subgraph("S", List.of("x", "text", "seed"), inside())
                .subgraph("M", List.of("text"), middle)
                .node(1, "M", List.of(), List.of("X"), List.of("outermost"))
                .node(2, "M", List.of(), List.of("X"), null)
                .node(3, "Sink", List.of("x:X=1"), List.of(), null)
                .link(1, 1, 0, 3, 0);

        assertThat(file.inputs("1:7:5"))
                .containsEntry("text", constant("outermost"))
                .containsEntry("seed", constant(2L));
        assertThat(file.inputs("2:7:5")).containsEntry("text", constant("middle"));
        assertThat(file.inputs("3")).containsEntry("x", link("1:7:5", 0));
    }

    @Test
    void aMutedInstanceMutesWhatIsInside() {
        Editor file = withInstance(Map.of("mode", 2L), List.of("x:X=1"), null);

        assertThat(file.convert().workflow().nodes()).containsOnlyKeys("1", "3");
        assertThat(file.inputs("3")).isEmpty();
    }

    @Test
    void aBypassedInstancePassesItsInputOn() {
        Editor file = withInstance(Map.of("mode", 4L), List.of("x:X=1"), null);

        assertThat(file.convert().workflow().nodes()).containsOnlyKeys("1", "3");
        assertThat(file.inputs("3")).containsEntry("x", link("1", 0));
    }

    @Test
    void aPrimitiveOutsideReachesAWidgetInside() {
        Editor file = withInstance(Map.of(), List.of("x:X=1", "!text:STRING=9"), null)
                .node(9, "PrimitiveNode", List.of(), List.of("STRING"), List.of("from outside"))
                .link(9, 9, 0, 2, 1);

        assertThat(file.inputs("2:5")).containsEntry("text", constant("from outside"));
    }

    @Test
    void aSubgraphThatHoldsItselfIsNamed() {
        Editor file = file().subgraph("S", List.of(), Editor.file().node(1, "T", List.of(), List.of(), null))
                .subgraph("T", List.of(), Editor.file().node(1, "S", List.of(), List.of(), null))
                .node(1, "S", List.of(), List.of(), null);

        assertThatThrownBy(file::convert)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContainingAll("\"Sub S\" holds itself");
    }

    @Test
    void subgraphsThatUnfoldIntoBillionsOfNodesAreRefused() {
        Editor file = file();
        for (int level = 0; level < 12; level++) {
            Editor inside = Editor.file();
            for (int i = 0; i < 10; i++) {
                inside.node(i, "L" + (level + 1), List.of(), List.of(), null);
            }
            file.subgraph("L" + level, List.of(), inside);
        }
        file.node(1, "L0", List.of(), List.of(), null);

        assertThatThrownBy(file::convert)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("more than 1000000 nodes");
    }

    @Test
    void subgraphsAThousandDeepAreRefused() {
        Editor file = file();
        for (int level = 0; level < 1000; level++) {
            file.subgraph("L" + level, List.of(), Editor.file().node(1, "L" + (level + 1), List.of(), List.of(), null));
        }
        file.node(1, "L0", List.of(), List.of(), null);

        assertThatThrownBy(file::convert)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageContaining("more than 64 deep");
    }

    @Test
    void aPromotedSeedIsControlledAsTheInnerWidgetIs() {
        Conversion conversion =
                withInstance(Map.of(), List.of("x:X=1"), List.of("outer", 9L)).convert();

        assertThat(conversion.controls())
                .containsExactly(new SeedControl("2:5", "seed", Mode.INCREMENT, Widget.Whole.seed()));
        Input later = SeedControl.advance(conversion.workflow(), conversion.controls(), 2)
                .node("2:5")
                .orElseThrow()
                .inputs()
                .getOrDefault("seed", constant(null));
        assertThat(later).isEqualTo(constant(11L));
    }

    @Test
    void aPromotedValueGoesBackToItsInstance() {
        Conversion conversion =
                withInstance(Map.of(), List.of("x:X=1"), List.of("outer", 9L)).convert();
        var ran = conversion
                .workflow()
                .with("2:5", conversion.workflow().node("2:5").orElseThrow().with("text", constant("drawn")));

        assertThat(Editor.at(conversion.fileOf(ran), "nodes", 1, "widgets_values"))
                .contains(List.of("drawn", 9L));
    }

    @Test
    void valuesInsideASharedSubgraphThatRanDifferentlyStay() {
        Editor inside = Editor.file().node(5, "Text", List.of(), List.of(), List.of("{a|b}", 1L, "fixed"));
        Conversion conversion = file().subgraph("S", List.of(), inside)
                .node(1, "S", List.of(), List.of(), null)
                .node(2, "S", List.of(), List.of(), null)
                .convert();
        var one = conversion
                .workflow()
                .with("1:5", conversion.workflow().node("1:5").orElseThrow().with("text", constant("a")));
        var both = one.with("2:5", one.node("2:5").orElseThrow().with("text", constant("a")));
        Object[] place = {"definitions", "subgraphs", 0, "nodes", 0, "widgets_values", 0};

        assertThat(Editor.at(conversion.fileOf(one), place)).contains("{a|b}");
        assertThat(Editor.at(conversion.fileOf(both), place)).contains("a");
    }

    @Test
    void aGroupOfAnOldFileRunsAsItsNodes() {
        Object groups = Editor.json("{\"G\": {\"nodes\": [{\"type\": \"Text\", \"inputs\": [{\"name\": \"x\","
                + " \"type\": \"X\", \"link\": null}], \"outputs\": [{\"type\": \"X\", \"links\": []}],"
                + " \"widgets_values\": [\"one\", 1, \"fixed\"]},{\"type\": \"Text\", \"title\": \"Second\", \"inputs\":"
                + " [{\"name\": \"x\", \"type\": \"X\", \"link\": null}], \"outputs\": [{\"type\": \"X\", \"links\": []}],"
                + " \"widgets_values\": [\"two\", 2, \"fixed\"]},{\"type\": \"Text\", \"inputs\": [{\"name\": \"x\","
                + " \"type\": \"X\", \"link\": null}], \"outputs\": [{\"type\": \"X\", \"links\": []}]}],\"links\": [[0,"
                + " 0, 2, 0, 1, \"X\"]], \"external\": [[0, 0, \"X\"]]}}");
        Editor file = file().extra("groupNodes", groups)
                .node(1, "Source", List.of(), List.of("X", "X"), null)
                .node(
                        2,
                        "workflow>G",
                        List.of("x:X=1", "Second x:X=2"),
                        List.of("X", "X", "X"),
                        List.of("a", 7L, "fixed", "b", 8L, "fixed"))
                .node(3, "Sink", List.of("x:X=3"), List.of(), null)
                .node(4, "Sink", List.of("x:X=4"), List.of(), null)
                .link(1, 1, 0, 2, 0)
                .link(2, 1, 1, 2, 1)
                .link(3, 2, 1, 3, 0)
                .link(4, 2, 0, 4, 0);

        assertThat(file.inputs("2:0"))
                .isEqualTo(Map.of("x", link("1", 0), "text", constant("a"), "seed", constant(7L)));
        assertThat(file.inputs("2:1"))
                .isEqualTo(Map.of("x", link("1", 1), "text", constant("b"), "seed", constant(8L)));
        assertThat(file.inputs("2:2")).containsEntry("x", link("2:0", 0));
        assertThat(file.inputs("3")).containsEntry("x", link("2:1", 0));
        assertThat(file.inputs("4")).containsEntry("x", link("2:0", 0));
    }

    @Test
    void aSharedPrimitiveControlsAllItsSeedsAlike() {
        Conversion conversion = file().node(1, "PrimitiveNode", List.of(), List.of("INT"), List.of(100L, "randomize"))
                .node(2, "Text", List.of("!seed:INT=1"), List.of(), List.of("a", 1L, "fixed"))
                .node(3, "Text", List.of("!seed:INT=2"), List.of(), List.of("a", 1L, "fixed"))
                .link(1, 1, 0, 2, 1)
                .link(2, 1, 0, 3, 1)
                .convert();

        var later = SeedControl.advance(conversion.workflow(), conversion.controls(), 1);

        assertThat(conversion.controls()).extracting(SeedControl::mode).containsExactly(Mode.RANDOMIZE, Mode.RANDOMIZE);
        assertThat(later.node("2").orElseThrow().inputs().get("seed"))
                .isEqualTo(later.node("3").orElseThrow().inputs().get("seed"))
                .isNotEqualTo(constant(100L));
        assertThat(Editor.at(conversion.fileOf(later), "nodes", 0, "widgets_values", 0))
                .isNotEmpty()
                .get()
                .isNotEqualTo(100L);
    }
}
