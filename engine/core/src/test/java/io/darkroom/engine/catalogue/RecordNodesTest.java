package io.darkroom.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.About;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.Lazy;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Seed;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Toggle;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Whole;
import io.darkroom.api.node.Widget;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Noise;
import io.darkroom.api.workflow.Input;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecordNodesTest {
    @NodeInfo(
            id = "Everything",
            name = "All of it",
            category = "toys/records",
            about = "Has one of each.",
            traits = Trait.EXPERIMENTAL)
    static final class Everything implements Node<Everything.In, Everything.Out> {
        record In(
                @About("The start.") Latent latentImage,
                Optional<Noise> noise,
                @Seed long seed,
                @Whole(def = 20, min = 1, max = 100) int steps,
                @Real(def = 8, max = 100, round = -1) double cfg,

                @Text(def = "a castle", multiline = true, dynamicPrompts = true)
                String prompt,

                @Toggle(def = true) boolean addNoise,
                @Choice({"enable", "disable"}) String returnWithLeftoverNoise,

                @Choice(from = "files:checkpoints") @Named("ckpt_name")
                String checkpoint,

                @Choice(from = "toy.lists", def = "b") Optional<String> list,
                @Whole(max = 5) Optional<Integer> maybe,
                Lazy<String> late,
                int linkedOnly,
                Object anything) {}

        record Out(Latent latent, @Named("COUNT") long count, List<String> names, Object any, Shown shown) {}

        @Override
        public Everything.Out run(Everything.In in, Context context) {
            return new Everything.Out(in.latentImage(), in.seed(), List.of(in.prompt()), in.anything(), Shown.NOTHING);
        }
    }

    private static InputSlot input(String name) {
        return ToyCatalogue.type(new Everything()).input(name).orElseThrow();
    }

    @Test
    void theAnnotationOfTheClassDescribesTheType() {
        NodeType type = ToyCatalogue.type(new Everything());

        assertThat(type.id()).isEqualTo("Everything");
        assertThat(type.name()).isEqualTo("All of it");
        assertThat(type.category()).isEqualTo("toys/records");
        assertThat(type.about()).isEqualTo("Has one of each.");
        assertThat(type.traits()).containsExactly(Trait.EXPERIMENTAL);
        assertThat(type.source()).isEqualTo("toys");
    }

    @Test
    void componentsBecomeInputsInSnakeCaseRequiredOnesFirst() {
        assertThat(ToyCatalogue.type(new Everything()).inputs())
                .extracting(InputSlot::name)
                .containsExactly(
                        "latent_image",
                        "seed",
                        "steps",
                        "cfg",
                        "prompt",
                        "add_noise",
                        "return_with_leftover_noise",
                        "ckpt_name",
                        "late",
                        "linked_only",
                        "anything",
                        "noise",
                        "list",
                        "maybe");
    }

    @Test
    void theClassOfAComponentGivesItsSocket() {
        assertThat(input("latent_image").type()).isEqualTo("LATENT");
        assertThat(input("latent_image").about()).isEqualTo("The start.");
        assertThat(input("noise").type()).isEqualTo("NOISE");
        assertThat(input("noise").presence()).isEqualTo(Presence.OPTIONAL);
        assertThat(input("anything").type()).isEqualTo("*");
        assertThat(input("late").lazy()).isTrue();
        assertThat(input("linked_only").type()).isEqualTo("INT");
        assertThat(input("linked_only").widget()).isEmpty();
    }

    @Test
    void annotationsBecomeWidgets() {
        assertThat(input("seed").widget()).contains(Widget.Whole.seed());
        assertThat(input("steps").widget()).contains(Widget.Whole.of(20, 1, 100));
        assertThat(input("cfg").widget()).contains(new Widget.Real(8, 0, 100, 0.01, OptionalDouble.of(-1)));
        assertThat(input("prompt").widget()).contains(new Widget.Text("a castle", true, true));
        assertThat(input("add_noise").widget()).contains(new Widget.Toggle(true));
        assertThat(input("maybe").widget()).contains(Widget.Whole.of(0, 0, 5));
    }

    @Test
    void choicesAreFixedOrFilesOrContributed() {
        Widget.Choice fixed =
                (Widget.Choice) input("return_with_leftover_noise").widget().orElseThrow();
        Widget.Choice files = (Widget.Choice) input("ckpt_name").widget().orElseThrow();
        Widget.Choice contributed = (Widget.Choice) input("list").widget().orElseThrow();

        assertThat(fixed.options().get()).containsExactly("enable", "disable");
        assertThat(files.folder()).contains("checkpoints");
        assertThat(files.options().get()).isEmpty();
        assertThat(contributed.options().get()).containsExactly("a", "b");
        assertThat(contributed.def()).contains("b");
    }

    @Test
    void outputsAreNamedByTheirTypeUnlessTheyHaveAName() {
        assertThat(ToyCatalogue.type(new Everything()).outputs())
                .containsExactly(
                        new OutputSlot("LATENT", "LATENT", false, ""),
                        new OutputSlot("COUNT", "INT", false, ""),
                        new OutputSlot("STRING", "STRING", true, ""),
                        new OutputSlot("*", "*", false, ""));
    }

    abstract static class Half<O extends Record> implements Node<Half.In, O> {
        record In(@Whole int number) {}
    }

    @NodeInfo(id = "Inherited", category = "toys")
    static final class Inherited extends Half<Inherited.Out> {
        record Out(long doubled) {}

        @Override
        public Inherited.Out run(Half.In in, Context context) {
            return new Inherited.Out(2L * in.number());
        }
    }

    @Test
    void theRecordsAreFoundThroughABaseClass() {
        assertThat(ToyCatalogue.type(new Inherited()).inputs())
                .extracting(InputSlot::name)
                .containsExactly("number");
    }

    @NodeInfo(id = "Raw", category = "toys")
    static final class Raw implements Node<Raw.In, Raw.Out> {
        record In(Input.Link flowControl) {}

        record Out(String text) {}

        @Override
        public Raw.Out run(Raw.In in, Context context) {
            return new Raw.Out(in.flowControl().nodeId());
        }
    }

    @Test
    void aLinkComponentReceivesTheLinkItself() {
        InputSlot slot = ToyCatalogue.type(new Raw()).inputs().get(0);

        assertThat(slot.rawLink()).isTrue();
        assertThat(slot.type()).isEqualTo("*");
    }

    static final class Unnamed implements Node<Raw.In, Raw.Out> {
        @Override
        public Raw.Out run(Raw.In in, Context context) {
            return new Raw.Out("");
        }
    }

    @NodeInfo(id = "Socketless", category = "toys")
    static final class Socketless implements Node<Socketless.In, Raw.Out> {
        record In(Thread thread) {}

        @Override
        public Raw.Out run(Socketless.In in, Context context) {
            return new Raw.Out("");
        }
    }

    @NodeInfo(id = "Mistaken", category = "toys")
    static final class Mistaken implements Node<Mistaken.In, Raw.Out> {
        record In(@Real int number) {}

        @Override
        public Raw.Out run(Mistaken.In in, Context context) {
            return new Raw.Out("");
        }
    }

    @NodeInfo(id = "Listless", category = "toys")
    static final class Listless implements Node<Listless.In, Raw.Out> {
        record In(@Choice(from = "toy.list") String choice) {}

        @Override
        public Raw.Out run(Listless.In in, Context context) {
            return new Raw.Out("");
        }
    }

    @Test
    void aClassThatIsNotWrittenAsANodeMustBeIsRefusedWithWhatItLacks() {
        assertThatThrownBy(() -> ToyCatalogue.type(new Unnamed())).hasMessageContaining("has no @NodeInfo");
        assertThatThrownBy(() -> ToyCatalogue.type(new Socketless()))
                .hasMessageContaining("\"thread\"")
                .hasMessageContaining("give that class @Socket(\"NAME\")");
        assertThatThrownBy(() -> ToyCatalogue.type(new Mistaken()))
                .hasMessageContaining("is a int, which @Real does not suit");
        assertThatThrownBy(() -> ToyCatalogue.type(new Listless()))
                .hasMessage("There are no choices \"toy.list\"; there are samplers, schedulers, toy.lists and"
                        + " files:TYPE.");
    }
}
