package io.darkroom.format.editor;

import static io.darkroom.format.editor.Editor.constant;
import static io.darkroom.format.editor.Editor.link;
import static io.darkroom.format.editor.Editor.socket;
import static io.darkroom.format.editor.Editor.text;
import static io.darkroom.format.editor.Editor.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.WorkflowNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WidgetValuesTest {
    private static final Widget STEPS = Widget.Whole.of(20, 1, 100);
    private static final Widget PICTURE =
            new Widget.Choice(() -> List.of("a.png"), Optional.empty(), Optional.empty(), true, false);

    private static InputSlot forced(String name, String type) {
        return new InputSlot(
                name, type, Presence.REQUIRED, Optional.empty(), false, false, "", Map.of("forceInput", true));
    }

    private static Map<String, Input> read(@Nullable Object values, InputSlot... slots) {
        return Editor.file()
                .type("A", slots)
                .node(1, "A", List.of(), List.of(), values)
                .inputs("1");
    }

    @Test
    void valuesComeInTheOrderOfTheWidgets() {
        assertThat(read(List.of(8L, "hi"), widget("steps", STEPS), socket("model", "MODEL"), widget("text", text(""))))
                .containsExactly(entry("steps", constant(8L)), entry("text", constant("hi")));
    }

    @Test
    void theControlAfterASeedIsNoValue() {
        assertThat(read(List.of(8L, "randomize", 3L), widget("seed", Widget.Whole.seed()), widget("steps", STEPS)))
                .containsExactly(entry("seed", constant(8L)), entry("steps", constant(3L)));
    }

    @Test
    void aSeedByNameHasAControlEvenIfItsTypeDoesNotSaySo() {
        assertThat(read(List.of(8L, true, 3L), widget("noise_seed", STEPS), widget("steps", STEPS)))
                .containsExactly(entry("noise_seed", constant(8L)), entry("steps", constant(3L)));
    }

    @Test
    void theUploadButtonComesAfterTheRequiredInputs() {
        InputSlot optional = InputSlot.widget("note", text(""), Presence.OPTIONAL);

        assertThat(read(
                        List.of("a.png", "red", "image", "n"),
                        widget("image", PICTURE),
                        widget("channel", text("")),
                        optional))
                .containsExactly(
                        entry("image", constant("a.png")),
                        entry("channel", constant("red")),
                        entry("note", constant("n")));
    }

    @Test
    void anUploadWidgetIsAButtonAndAWebcamAValue() {
        assertThat(read(List.of("image", "pic"), socket("upload", "IMAGEUPLOAD"), socket("camera", "WEBCAM")))
                .containsExactly(entry("camera", constant("pic")));
    }

    @Test
    void missingValuesTakeTheDefaultAndExtraOnesAreIgnored() {
        InputSlot[] slots = {
            widget("text", text("a")),
            widget("steps", STEPS),
            widget("on", new Widget.Toggle(true)),
            widget("pick", Widget.Choice.of("x", "y")),
            widget("none", Widget.Choice.of())
        };

        assertThat(read(List.of("b"), slots))
                .containsExactly(
                        entry("text", constant("b")),
                        entry("steps", constant(20L)),
                        entry("on", constant(true)),
                        entry("pick", constant("x")));
        assertThat(read(null, widget("text", text("a")))).containsExactly(entry("text", constant("a")));
        assertThat(read(List.of("b", 1L, 2L), widget("text", text("a")))).containsExactly(entry("text", constant("b")));
    }

    @Test
    void valuesMayBeGivenByName() {
        assertThat(read(Map.of("steps", 7L, "text", "t"), widget("text", text("a")), widget("steps", STEPS)))
                .containsExactly(entry("text", constant("t")), entry("steps", constant(7L)));
    }

    @Test
    void aListOfAllPlacesStillHoldsValuesOfForcedInputs() {
        assertThat(read(
                        List.of("old", 5L, "b"),
                        forced("prompt", "STRING"),
                        widget("steps", STEPS),
                        widget("text", text(""))))
                .containsExactly(entry("steps", constant(5L)), entry("text", constant("b")));
        assertThat(read(List.of(5L, "b"), forced("prompt", "STRING"), widget("steps", STEPS), widget("text", text(""))))
                .containsExactly(entry("steps", constant(5L)), entry("text", constant("b")));
    }

    @Test
    void aListIsAConstant() {
        assertThat(read(List.of(List.of(1L, 2L)), widget("text", text(""))))
                .containsExactly(entry("text", constant(List.of(1L, 2L))));
    }

    @Test
    void nullStaysNull() {
        assertThat(read(Arrays.asList((Object) null), widget("text", text("a"))))
                .containsExactly(entry("text", constant(null)));
    }

    @Test
    void aLinkTakesTheWidgetsPlace() {
        Editor file = Editor.file()
                .type("A", widget("text", text("")), widget("steps", STEPS))
                .type("B")
                .node(1, "A", List.of("!text:STRING=5"), List.of(), List.of("t", 3L))
                .node(2, "B", List.of(), List.of("STRING"), null)
                .link(5, 2, 0, 1, 0);

        assertThat(file.inputs("1")).containsExactly(entry("text", link("2", 0)), entry("steps", constant(3L)));
    }

    @Test
    void anUnknownClassKeepsItsLinksAndIsReportedOnce() {
        Conversion conversion = Editor.file()
                .type("B")
                .node(1, "Strange", List.of("a:X=5"), List.of(), List.of("lost"))
                .node("x", "Strange", List.of(), List.of(), Map.of("kept", 1L))
                .node(2, "B", List.of(), List.of("X"), null)
                .link(5, 2, 0, 1, 0)
                .convert();

        assertThat(conversion.workflow().node("1").map(WorkflowNode::inputs)).contains(Map.of("a", link("2", 0)));
        assertThat(conversion.workflow().node("x").map(WorkflowNode::inputs)).contains(Map.of("kept", constant(1L)));
        assertThat(conversion.notices()).singleElement().asString().contains("\"Strange\" (nodes 1, x)");
    }

    @Test
    void theTitleIsTheUsersOrTheClasss() {
        Conversion conversion = Editor.file()
                .type("A")
                .node(1, "A", Map.of("title", "Mine"), List.of(), List.of(), null)
                .node(2, "A", List.of(), List.of(), null)
                .node(3, "Strange", List.of(), List.of(), null)
                .convert();

        assertThat(conversion.workflow().nodes().values().stream()
                        .map(node -> node.title().orElse("")))
                .containsExactly("Mine", "A title", "Strange");
    }
}
