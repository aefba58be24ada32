package io.darkroom.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.About;
import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.Lazy;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
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
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Noise;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.Limits;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Validation;
import io.darkroom.engine.validate.Validator;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    private static NodePack pack(Node<?, ?>... nodes) {
        return new NodePack() {
            @Override
            public Contribution contribute(Environment environment) {
                return new Contribution(
                        List.of(nodes), List.of(), List.of(), List.of(), Map.of("toy.lists", () -> List.of("a", "b")));
            }

            @Override
            public String source() {
                return "toys";
            }
        };
    }

    private static Catalogue load(NodePack... packs) {
        return Catalogue.load(
                List.of(packs),
                new UserFolders(Directories.under(Path.of("no such folder"))),
                new Settings(Settings.Device.CPU, 1, OptionalLong.empty()));
    }

    private static NodeType type(Node<?, ?> node) {
        try (Catalogue catalogue = load(pack(node))) {
            return catalogue.all().get(0);
        }
    }

    private static InputSlot input(String name) {
        return type(new Everything()).input(name).orElseThrow();
    }

    @Test
    void theAnnotationOfTheClassDescribesTheType() {
        NodeType type = type(new Everything());

        assertThat(type.id()).isEqualTo("Everything");
        assertThat(type.name()).isEqualTo("All of it");
        assertThat(type.category()).isEqualTo("toys/records");
        assertThat(type.about()).isEqualTo("Has one of each.");
        assertThat(type.traits()).containsExactly(Trait.EXPERIMENTAL);
        assertThat(type.source()).isEqualTo("toys");
    }

    @Test
    void componentsBecomeInputsInSnakeCaseRequiredOnesFirst() {
        assertThat(type(new Everything()).inputs())
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
        assertThat(type(new Everything()).outputs())
                .containsExactly(
                        new OutputSlot("LATENT", "LATENT", false, ""),
                        new OutputSlot("COUNT", "INT", false, ""),
                        new OutputSlot("STRING", "STRING", true, ""),
                        new OutputSlot("*", "*", false, ""));
    }

    @NodeInfo(id = "Echo", category = "toys", traits = Trait.OUTPUT)
    static final class Echo implements Node<Echo.In, Echo.Out> {
        record In(
                @Seed long seed,
                @Whole int whole,
                @Real(max = 10) double real,
                @Text String text,
                @Toggle boolean toggle,
                Optional<Latent> latent) {}

        record Out(Shown shown) {}

        @Override
        public Echo.Out run(Echo.In in, Context context) {
            return new Echo.Out(new Shown(Map.of(
                    "values",
                    List.of(
                            Long.toUnsignedString(in.seed()),
                            in.whole(),
                            in.real(),
                            in.text(),
                            in.toggle(),
                            in.latent().isPresent()))));
        }

        @Override
        public Map<String, String> check(Echo.In in) {
            return in.whole() == 13 ? Map.of("whole", "Thirteen brings bad luck.") : Map.of();
        }
    }

    private static Flow echo(@Nullable Object seed, @Nullable Object whole) {
        return new Flow().node("1", "Echo", "seed", seed, "whole", whole, "real", 5, "text", 2.5, "toggle", 1);
    }

    private static Validation validate(Catalogue catalogue, Flow flow) {
        return new Validator(catalogue, Limits.DEFAULT).validate(flow.workflow());
    }

    @Test
    void constantsArriveAsTheClassesOfTheComponents() {
        try (Catalogue catalogue = load(pack(new Echo()));
                Engine engine = new Engine(catalogue, EngineOptions.defaults())) {
            Flow flow = echo(new BigInteger("18446744073709551615"), 7.9);

            RunResult result = engine.run(RunRequest.of("p", validate(catalogue, flow)), event -> {});

            assertThat(result.shown())
                    .containsEntry(
                            "1",
                            new Shown(Map.of("values", List.of("18446744073709551615", 7, 5.0, "2.5", true, false))));
        }
    }

    @Test
    void theNodesOwnCheckIsAskedWithConstants() {
        try (Catalogue catalogue = load(pack(new Echo()))) {
            assertThat(validate(catalogue, echo(1, 13)).problems())
                    .extracting(Problem::details)
                    .containsExactly("whole - Thirteen brings bad luck.");
            assertThat(validate(catalogue, echo(1, 12)).problems()).isEmpty();
        }
    }

    @Test
    void aConstantWhereOnlyALinkCanGiveTheValueIsReported() {
        try (Catalogue catalogue = load(pack(new Echo()))) {
            Flow flow = echo(1, 2).set("1", "latent", "abc");

            assertThat(validate(catalogue, flow).problems())
                    .extracting(Problem::sentence)
                    .containsExactly("Node 1 \"Echo\": input \"latent\" is refused: Input \"latent\" must be linked to"
                            + " LATENT, but is \"abc\".");
        }
    }

    @NodeInfo(id = "Batch", category = "toys")
    static final class Batch implements Node<Batch.In, Batch.Out> {
        record In(List<String> texts, @Whole int size) {}

        record Out(List<String> joined) {}

        @Override
        public Batch.Out run(Batch.In in, Context context) {
            return new Batch.Out(List.of(in.size() + String.join("+", in.texts())));
        }
    }

    @Test
    void aListComponentMakesTheNodeTakeListsAndOthersTakeTheirFirst() throws Exception {
        NodeType type = type(new Batch());

        assertThat(type.is(Trait.TAKES_LISTS)).isTrue();
        assertThat(type.behaviour()
                        .run(
                                new Arguments(Map.of("texts", List.of("a", "b"), "size", List.of(5L, 6L))),
                                new NoContext()))
                .hasToString("Values[outputs=[[5a+b]], shown=Shown[values={}]]");
    }

    @NodeInfo(id = "LateNode", category = "toys")
    static final class LateNode implements Node<LateNode.In, LateNode.Out> {
        record In(@Toggle boolean wanted, Lazy<String> lateText, Optional<Lazy<String>> other) {}

        record Out(String text) {}

        @Override
        public LateNode.Out run(LateNode.In in, Context context) {
            return new LateNode.Out(
                    in.lateText().isKnown()
                            ? in.lateText().get()
                            : "none " + in.other().isPresent());
        }

        @Override
        public Set<String> needs(LateNode.In in) {
            return in.wanted() ? Set.of("lateText") : Set.of();
        }
    }

    @Test
    void needsNamesComponentsOrSlots() throws Exception {
        NodeType type = type(new LateNode());
        Map<String, @Nullable Object> unknown = new HashMap<>();
        unknown.put("wanted", true);
        unknown.put("late_text", null);

        assertThat(type.behaviour().needs(new Arguments(unknown))).containsExactly("late_text");
    }

    @Test
    void anOptionalLazyInputTellsUnsetFromUnknown() throws Exception {
        NodeType type = type(new LateNode());
        Map<String, @Nullable Object> linked = new HashMap<>();
        linked.put("wanted", false);
        linked.put("other", null);

        assertThat(type.behaviour().run(new Arguments(linked), new NoContext()))
                .asString()
                .contains("none true");
        assertThat(type.behaviour().run(new Arguments(Map.of("wanted", false)), new NoContext()))
                .asString()
                .contains("none false");
    }

    @NodeInfo(id = "Printed", category = "toys")
    static final class Printed implements Node<Printed.In, Printed.Out> {
        record In(int number, @Text String text, Latent latent, List<String> list, Optional<String> maybe) {}

        record Out(@Seed long seed) {}

        @Override
        public Printed.Out run(Printed.In in, Context context) {
            return new Printed.Out(-1);
        }

        @Override
        public String fingerprint(Printed.In in) {
            return in.number() + in.text() + in.latent() + in.list() + in.maybe();
        }
    }

    @Test
    void fingerprintsSeeLinkedInputsAsNullZeroOrEmpty() throws Exception {
        assertThat(type(new Printed()).behaviour().fingerprint(new Arguments(Map.of("text", "t"))))
                .isEqualTo("0tnull[]Optional.empty");
    }

    @Test
    void aSeedThatLeavesIsUnsigned() throws Exception {
        Arguments all = new Arguments(
                Map.of("number", List.of(1L), "text", List.of("t"), "latent", List.of(latent()), "list", List.of("a")));

        assertThat(type(new Printed()).behaviour().run(all, new NoContext()))
                .asString()
                .contains("18446744073709551615");
    }

    private static Latent latent() {
        return new Latent(Tensor.zeros(Shape.of(1, 4, 8, 8)));
    }

    @Test
    void aMissingInputIsASentenceThatNamesIt() {
        assertThatThrownBy(() -> type(new Printed())
                        .behaviour()
                        .run(new Arguments(Map.of("number", List.of(1L))), new NoContext()))
                .isInstanceOfSatisfying(
                        NodeException.class, e -> assertThat(e.input()).contains("text"))
                .hasMessage("Input \"text\" is missing.");
    }

    @Test
    void aNumberThatDoesNotFitIsASentenceThatNamesIt() {
        assertThatThrownBy(() -> type(new Echo())
                        .behaviour()
                        .run(
                                new Arguments(Map.of(
                                        "seed", 1L, "whole", 5_000_000_000L, "real", 1.0, "text", "", "toggle", true)),
                                new NoContext()))
                .hasMessage(
                        "Input \"whole\" must be a whole number of at most 2147483647 either way, but is 5000000000.");
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
        assertThat(type(new Inherited()).inputs()).extracting(InputSlot::name).containsExactly("number");
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
        InputSlot slot = type(new Raw()).inputs().get(0);

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
        assertThatThrownBy(() -> type(new Unnamed())).hasMessageContaining("has no @NodeInfo");
        assertThatThrownBy(() -> type(new Socketless()))
                .hasMessageContaining("\"thread\"")
                .hasMessageContaining("give that class @Socket(\"NAME\")");
        assertThatThrownBy(() -> type(new Mistaken())).hasMessageContaining("is a int, which @Real does not suit");
        assertThatThrownBy(() -> type(new Listless()))
                .hasMessage("There are no choices \"toy.list\"; there are samplers, schedulers, toy.lists and"
                        + " files:TYPE.");
    }
}
