package io.darkroom.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Lazy;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Seed;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Toggle;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Latent;
import io.darkroom.engine.Limits;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Validation;
import io.darkroom.engine.validate.Validator;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordBehaviourTest {
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
        try (Catalogue catalogue = ToyCatalogue.load(ToyCatalogue.pack(new Echo()));
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
        try (Catalogue catalogue = ToyCatalogue.load(ToyCatalogue.pack(new Echo()))) {
            assertThat(validate(catalogue, echo(1, 13)).problems())
                    .extracting(Problem::details)
                    .containsExactly("whole - Thirteen brings bad luck.");
            assertThat(validate(catalogue, echo(1, 12)).problems()).isEmpty();
        }
    }

    @Test
    void aConstantWhereOnlyALinkCanGiveTheValueIsReported() {
        try (Catalogue catalogue = ToyCatalogue.load(ToyCatalogue.pack(new Echo()))) {
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
        NodeType type = ToyCatalogue.type(new Batch());

        assertThat(type.is(Trait.TAKES_LISTS)).isTrue();
        assertThat(type.behaviour()
                        .run(
                                new Arguments(Map.of("texts", List.of("a", "b"), "size", List.of(5L, 6L))),
                                new NoContext()))
                .hasToString("Values[outputs=[[5a+b]], shown=Shown[values={}]]");
    }

    @NodeInfo(id = "Pair", category = "toys")
    static final class Pair implements Node<Pair.In, Pair.Out> {
        record In(List<String> texts, Object anything) {}

        record Out(Object anything) {}

        @Override
        public Pair.Out run(Pair.In in, Context context) {
            return new Pair.Out(in.anything());
        }
    }

    @Test
    void aWildcardBesideAListTakesItsFirstToo() throws Exception {
        Arguments lists = new Arguments(Map.of("texts", List.of("a"), "anything", List.of("first", "second")));

        assertThat(ToyCatalogue.type(new Pair()).behaviour().run(lists, new NoContext()))
                .asString()
                .contains("[first]");
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
        NodeType type = ToyCatalogue.type(new LateNode());
        Map<String, @Nullable Object> unknown = new HashMap<>();
        unknown.put("wanted", true);
        unknown.put("late_text", null);

        assertThat(type.behaviour().needs(new Arguments(unknown))).containsExactly("late_text");
    }

    @Test
    void anOptionalLazyInputTellsUnsetFromUnknown() throws Exception {
        NodeType type = ToyCatalogue.type(new LateNode());
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
        assertThat(ToyCatalogue.type(new Printed()).behaviour().fingerprint(new Arguments(Map.of("text", "t"))))
                .isEqualTo("0tnull[]Optional.empty");
    }

    @Test
    void aSeedThatLeavesIsUnsigned() throws Exception {
        Arguments all = new Arguments(
                Map.of("number", List.of(1L), "text", List.of("t"), "latent", List.of(latent()), "list", List.of("a")));

        assertThat(ToyCatalogue.type(new Printed()).behaviour().run(all, new NoContext()))
                .asString()
                .contains("18446744073709551615");
    }

    private static Latent latent() {
        return new Latent(Tensor.zeros(Shape.of(1, 4, 8, 8)));
    }

    @Test
    void aMissingInputIsASentenceThatNamesIt() {
        assertThatThrownBy(() -> ToyCatalogue.type(new Printed())
                        .behaviour()
                        .run(new Arguments(Map.of("number", List.of(1L))), new NoContext()))
                .isInstanceOfSatisfying(
                        NodeException.class, e -> assertThat(e.input()).contains("text"))
                .hasMessage("Input \"text\" is missing.");
    }

    @Test
    void aNumberThatDoesNotFitIsASentenceThatNamesIt() {
        assertThatThrownBy(() -> ToyCatalogue.type(new Echo())
                        .behaviour()
                        .run(
                                new Arguments(Map.of(
                                        "seed", 1L, "whole", 5_000_000_000L, "real", 1.0, "text", "", "toggle", true)),
                                new NoContext()))
                .hasMessage(
                        "Input \"whole\" must be a whole number of at most 2147483647 either way, but is 5000000000.");
    }
}
