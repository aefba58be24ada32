package io.darkroom.engine.validate;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.engine.Limits;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import io.darkroom.engine.validate.Problem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes whose own check takes the place of the engine's. */
class OwnChecksTest {
    private static final NodeType TEXT = Toy.of("Textual").out("STRING").gives((in, ctx) -> "text");
    private static final NodeType NUMBER = Toy.of("Numeric").out("INT").gives((in, ctx) -> 1L);
    private static final NodeType RANGED = Toy.of("Ranged")
            .in("size", Widget.Whole.of(1, 0, 10))
            .in("mode", Widget.Choice.of("soft", "hard"))
            .out("*")
            .is(Trait.CHECKS_CONSTANTS)
            .check(constants -> constants.get("size", Long.class) == 13 ? Map.of("size", "Not 13.") : Map.of())
            .gives((in, ctx) -> in.get("size"));

    private static List<Kind> problems(Flow flow, NodeType type) {
        return validate(flow, type).problems().stream().map(Problem::kind).toList();
    }

    private static Validation validate(Flow flow, NodeType type) {
        try (Bench bench = new Bench(TEXT, NUMBER, type)) {
            return new Validator(bench.catalogue(), Limits.DEFAULT).validate(flow.workflow());
        }
    }

    private static Flow ranged(Object size, String mode) {
        return new Flow().node("1", "Ranged", "size", size, "mode", mode).node("2", "Show", "value", link("1", 0));
    }

    @Test
    void rangesAndChoicesAreLeftToANodeThatChecksConstants() {
        assertThat(problems(ranged(99, "medium"), RANGED)).isEmpty();
        assertThat(problems(ranged(13, "medium"), RANGED)).containsExactly(Kind.CUSTOM_VALIDATION_FAILED);
    }

    @Test
    void constantsAreStillConvertedBeforeTheyAreChecked() {
        assertThat(problems(ranged("13", "soft"), RANGED)).containsExactly(Kind.CUSTOM_VALIDATION_FAILED);
        assertThat(problems(ranged("many", "soft"), RANGED)).containsExactly(Kind.INVALID_INPUT_TYPE);
    }

    @Test
    void aNodeThatChecksLinksIsToldTheTypesOfWhatIsLinkedToIt() {
        NodeType choosy = choosy(Set.of(Trait.CHECKS_LINKS));

        assertThat(problems(linked("Numeric"), choosy)).isEmpty();
        Problem problem = validate(linked("Textual"), choosy).problems().get(0);
        assertThat(problem.kind()).isEqualTo(Kind.CUSTOM_VALIDATION_FAILED);
        assertThat(problem.details()).isEqualTo("value - It is a STRING.");
    }

    @Test
    void withoutThatTraitTypesAreComparedAndTheNodeIsNotAskedAboutWhatDoesNotFit() {
        assertThat(problems(linked("Textual"), choosy(Set.of()))).containsExactly(Kind.RETURN_TYPE_MISMATCH);
    }

    private static Flow linked(String source) {
        return new Flow()
                .node("1", source)
                .node("2", "Choosy", "value", link("1", 0))
                .node("3", "Show", "value", link("2", 0));
    }

    /** Declares IMAGE, and refuses what is STRING. */
    private static NodeType choosy(Set<Trait> traits) {
        NodeType plain = Toy.of("Choosy").in("value", "IMAGE").out("*").gives((in, ctx) -> 1L);
        Behaviour behaviour = new Behaviour() {
            @Override
            public Outcome run(Arguments arguments, Context context) {
                return Outcome.Values.of(1L);
            }

            @Override
            public Map<String, String> check(Arguments constants, Map<String, String> linked) {
                return "STRING".equals(linked.get("value")) ? Map.of("value", "It is a STRING.") : Map.of();
            }
        };
        return new NodeType(
                plain.id(),
                plain.name(),
                plain.category(),
                plain.about(),
                plain.inputs(),
                plain.outputs(),
                traits,
                plain.source(),
                behaviour);
    }
}
