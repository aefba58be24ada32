package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.nodes.ObjectInfoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saved workflows fit: each node has the slots, widgets and limits that ComfyUI 0.3.64 tells in {@code /object_info}. */
class InterfaceTest {
    /** Our own nodes, which ComfyUI does not have. */
    private static final Set<String> OWN = Set.of("TextualInversionInject", "EmptyLatentAspect", "GpuNoise");

    /** Combos whose choices depend on what is installed. */
    private static final Set<String> OPEN = Set.of("sampler_name", "scheduler", "vae_name");

    private static final Map<String, NodeType> REFERENCE = reference();

    @TempDir
    static Path base;

    private static Program program;

    @BeforeAll
    static void start() {
        program = new Program(base);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    static Set<String> ids() {
        return REFERENCE.keySet();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void nodesHaveTheReferencesSlotsAndWidgets(String id) {
        NodeType expected = Objects.requireNonNull(REFERENCE.get(id));
        NodeType actual = program.catalogue().find(id).orElseThrow();

        assertThat(actual.category()).isEqualTo(expected.category());
        // Nodes without a display name are shown under their id.
        assertThat(actual.name()).isEqualTo(expected.name().isEmpty() ? id : expected.name());
        assertThat(actual.is(Trait.OUTPUT)).isEqualTo(expected.is(Trait.OUTPUT));
        assertThat(actual.outputs()).extracting(OutputSlot::name).isEqualTo(names(expected.outputs()));
        assertThat(actual.outputs())
                .extracting(OutputSlot::type)
                .isEqualTo(expected.outputs().stream().map(OutputSlot::type).toList());
        List<InputSlot> inputs = expected.inputs().stream()
                .filter(input -> input.presence() != InputSlot.Presence.HIDDEN)
                .toList();
        assertThat(actual.inputs().stream().map(InterfaceTest::describe))
                .isEqualTo(inputs.stream().map(InterfaceTest::describe).toList());
    }

    @Test
    void everyNodeIsComparedOrOurOwn() {
        Set<String> ids = new TreeSet<>(program.catalogue().ids());
        ids.removeAll(OWN);
        ids.remove("Look");

        assertThat(ids).containsExactlyInAnyOrderElementsOf(REFERENCE.keySet());
    }

    @Test
    void samplersAndSchedulersStandInTheReferencesOrderWithTrailingAsTheLast() {
        NodeType reference = Objects.requireNonNull(REFERENCE.get("KSampler"));
        List<String> samplers = options(reference, "sampler_name");
        List<String> schedulers = new ArrayList<>(options(reference, "scheduler"));
        schedulers.add("trailing");
        NodeType actual = program.catalogue().find("KSampler").orElseThrow();

        assertThat(options(actual, "scheduler")).isEqualTo(schedulers);
        assertThat(samplers.stream().filter(options(actual, "sampler_name")::contains))
                .isEqualTo(options(actual, "sampler_name"))
                .hasSizeGreaterThanOrEqualTo(15);
    }

    private static List<String> names(List<OutputSlot> outputs) {
        return outputs.stream().map(OutputSlot::name).toList();
    }

    private static List<String> options(NodeType type, String input) {
        Widget widget = type.input(input).flatMap(InputSlot::widget).orElseThrow();
        return ((Widget.Choice) widget).options().get();
    }

    /** All of a slot but what the reference leaves to the installation: files, samplers, schedulers. */
    private static String describe(InputSlot slot) {
        Optional<Widget> widget = slot.widget();
        String shown = slot.name() + " " + slot.type() + " " + slot.presence();
        if (widget.isPresent() && widget.get() instanceof Widget.Choice choice) {
            boolean open = OPEN.contains(slot.name())
                    || choice.folder().isPresent()
                    || choice.options().get().isEmpty();
            String options =
                    open ? "" : " of " + String.join(", ", choice.options().get());
            return shown + options + (choice.upload() ? " with upload" : "");
        }
        return shown + widget.map(found -> " " + found).orElse("");
    }

    private static Map<String, NodeType> reference() {
        return ObjectInfoReader.read("object_info.json", Goldens.bytes("object_info.json"), JsonLimits.standard());
    }
}
