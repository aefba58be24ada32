package io.darkroom.engine.validate;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.Limits;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import io.darkroom.engine.validate.Problem.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorTest {
    private static final NodeType SAMPLER = Toy.of("KSampler")
            .in("model", "MODEL")
            .in("seed", Widget.Whole.seed())
            .in("steps", Widget.Whole.of(20, 1, 10_000))
            .in("cfg", new Widget.Real(8, 0, 100, 0.1, OptionalDouble.empty()))
            .in("sampler_name", Widget.Choice.of("euler", "heun", "dpmpp_2m"))
            .maybe("denoise", new Widget.Real(1, 0, 1, 0.01, OptionalDouble.empty()))
            .out("LATENT")
            .gives((in, ctx) -> "latent");
    private static final NodeType LOADER = Toy.of("Loader").out("MODEL").gives((in, ctx) -> "model");
    private static final NodeType MIXED = Toy.of("Mixed")
            .in("a", "IMAGE,FLOAT")
            .maybe("force", "INT")
            .out("IMAGE,MASK")
            .gives((in, ctx) -> "image");
    private static final NodeType PICKY = Toy.of("Picky")
            .in("value", Widget.Whole.of(0, 0, 100))
            .out("*")
            .check(constants -> constants.has("value") && constants.get("value", Long.class) % 2 == 1
                    ? Map.of("value", "It must be even.")
                    : Map.of())
            .gives((in, ctx) -> in.get("value"));
    private static final NodeType BROKEN = Toy.of("Broken")
            .maybe("value", "*")
            .out("*")
            .check(constants -> {
                throw new IllegalStateException("toy");
            })
            .gives((in, ctx) -> 1L);

    private static final NodeType SECRET =
            Toy.of("Secret").hidden("initial_value0", "INT").out("*").gives((in, ctx) -> in.get("initial_value0"));

    private static Validation validate(Flow flow) {
        try (Bench bench = new Bench(SAMPLER, LOADER, MIXED, PICKY, BROKEN, SECRET)) {
            return new Validator(bench.catalogue(), Limits.DEFAULT).validate(flow.workflow());
        }
    }

    private static Flow sampling() {
        return new Flow()
                .node("4", "Loader")
                .node(
                        "7",
                        "KSampler",
                        "model",
                        link("4", 0),
                        "seed",
                        1,
                        "steps",
                        20,
                        "cfg",
                        8.0,
                        "sampler_name",
                        "euler")
                .node("9", "Show", "value", link("7", 0));
    }

    private static Flow sampling(String input, Object value) {
        Flow flow = sampling();
        flow.set("7", input, value);
        return flow;
    }

    private static Problem only(Validation validation) {
        assertThat(validation.problems()).hasSize(1);
        return validation.problems().get(0);
    }

    private static Object constant(Validation validation, String node, String input) {
        Input value = validation.workflow().node(node).orElseThrow().inputs().get(input);
        assertThat(value).isInstanceOf(Input.Constant.class);
        return String.valueOf(((Input.Constant) value).value());
    }

    @Test
    void aSoundWorkflowHasNoProblems() {
        Validation validation = validate(sampling());

        assertThat(validation.isClean()).isTrue();
        assertThat(validation.goodOutputs()).containsExactly("9");
    }

    @Test
    void aValueBelowItsRangeIsToldWithNodeTitleInputValueAndRange() {
        Problem problem = only(validate(sampling("steps", 0)));

        assertThat(problem.kind()).isEqualTo(Kind.VALUE_SMALLER_THAN_MIN);
        assertThat(problem.kind().id()).isEqualTo("value_smaller_than_min");
        assertThat(problem.message()).isEqualTo("Value 0 smaller than min of 1");
        assertThat(problem.details()).isEqualTo("steps");
        assertThat(problem.sentence())
                .isEqualTo("Node 7 \"KSampler\": input \"steps\" is 0; it must be between 1 and 10000.");
        assertThat(problem.input()).contains("steps");
        assertThat(problem.facts()).containsEntry("received_value", 0L);
    }

    @Test
    void aValueAboveItsRangeIsTold() {
        Problem problem = only(validate(sampling("cfg", 100.5)));

        assertThat(problem.kind()).isEqualTo(Kind.VALUE_BIGGER_THAN_MAX);
        assertThat(problem.message()).isEqualTo("Value 100.5 bigger than max of 100.0");
    }

    @Test
    void theLargestSeedIsAcceptedAndOneMoreIsNot() {
        BigInteger largest = new BigInteger("18446744073709551615");

        assertThat(validate(sampling("seed", largest)).isClean()).isTrue();
        assertThat(constant(validate(sampling("seed", largest)), "7", "seed")).isEqualTo(largest.toString());
        assertThat(only(validate(sampling("seed", largest.add(BigInteger.ONE)))).kind())
                .isEqualTo(Kind.VALUE_BIGGER_THAN_MAX);
    }

    @Test
    void theTitleThatTheUserGaveIsTheOneInTheSentence() {
        Flow flow = sampling("steps", 0).titled("7", "Second pass");

        assertThat(only(validate(flow)).sentence()).startsWith("Node 7 \"Second pass\": ");
    }

    @Test
    void aChoiceThatDoesNotExistIsToldWithTheListAndTheNearest() {
        Problem problem = only(validate(sampling("sampler_name", "eulr")));

        assertThat(problem.message()).isEqualTo("Value not in list");
        assertThat(problem.details()).isEqualTo("sampler_name: 'eulr' not in ['euler', 'heun', 'dpmpp_2m']");
        assertThat(problem.sentence())
                .endsWith("is \"eulr\"; it must be one of euler, heun, dpmpp_2m. Did you mean \"euler\"?");
    }

    @Test
    void aMissingInputSaysWhatToLink() {
        Flow flow = new Flow().node("9", "Show");

        Problem problem = only(validate(flow));

        assertThat(problem.kind()).isEqualTo(Kind.REQUIRED_INPUT_MISSING);
        assertThat(problem.message()).isEqualTo("Required input is missing");
        assertThat(problem.sentence()).isEqualTo("Node 9 \"Show\": input \"value\" is missing; link a * to it.");
    }

    @Test
    void aWrongLinkNamesBothTypesAndBothNodes() {
        Problem problem = only(validate(sampling("model", link("7b", 0)).node("7b", "Text", "value", "a")));

        assertThat(problem.kind()).isEqualTo(Kind.RETURN_TYPE_MISMATCH);
        assertThat(problem.details()).isEqualTo("model, received_type(STRING) mismatch input_type(MODEL)");
        assertThat(problem.facts()).containsEntry("linked_node", List.of("7b", 0));
        assertThat(problem.sentence())
                .isEqualTo("Node 7 \"KSampler\": input \"model\" takes MODEL, but is linked to STRING of node 7b"
                        + " \"Text\".");
    }

    @Test
    void aLinkToAMissingNodeIsTold() {
        Problem problem = only(validate(sampling("model", link("99", 0))));

        assertThat(problem.kind()).isEqualTo(Kind.LINKED_NODE_MISSING);
        assertThat(problem.sentence()).contains("is linked to node 99, which the workflow does not have");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MAX_VALUE})
    void aSlotOutOfRangeIsTold(int slot) {
        Problem problem = only(validate(sampling("model", link("4", slot))));

        assertThat(problem.kind()).isEqualTo(Kind.LINKED_SLOT_OUT_OF_RANGE);
        assertThat(problem.sentence()).contains("is linked to output " + slot + " of node 4 \"Loader\"");
    }

    @Test
    void aListThatIsNoLinkIsTold() {
        assertThat(only(validate(sampling("model", List.of("4", 0L, 1L)))).kind())
                .isEqualTo(Kind.BAD_LINKED_INPUT);
    }

    @Test
    void aWrappedListIsAConstant() {
        Flow flow = new Flow().node("9", "Show", "value", Map.of("__value__", List.of(1L, 2L)));

        assertThat(constant(validate(flow), "9", "value")).isEqualTo("[1, 2]");
    }

    @Test
    void constantsAreConvertedToTheirDeclaredKind() {
        Validation validation = validate(sampling("steps", "64"));

        assertThat(constant(validation, "7", "steps")).isEqualTo("64");
        assertThat(constant(validate(sampling("steps", 64.9)), "7", "steps")).isEqualTo("64");
        assertThat(constant(validate(sampling("cfg", 7)), "7", "cfg")).isEqualTo("7.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "64.9", "1e3", "0x10", "NaN"})
    void aTextThatIsNoWholeNumberIsTold(String text) {
        Problem problem = only(validate(sampling("steps", text)));

        assertThat(problem.kind()).isEqualTo(Kind.INVALID_INPUT_TYPE);
        assertThat(problem.message()).isEqualTo("Failed to convert an input value to a INT value");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreTold(double value) {
        assertThat(only(validate(sampling("cfg", value))).kind()).isEqualTo(Kind.INVALID_INPUT_TYPE);
        assertThat(only(validate(sampling("steps", value))).kind()).isEqualTo(Kind.INVALID_INPUT_TYPE);
    }

    @Test
    void typesMatchByStarAndByCommonMembersOfLists() {
        assertThat(SocketMatch.matches("IMAGE", "IMAGE")).isTrue();
        assertThat(SocketMatch.matches("IMAGE", "*")).isTrue();
        assertThat(SocketMatch.matches("*", "IMAGE")).isTrue();
        assertThat(SocketMatch.matches("FLOAT", "IMAGE,FLOAT")).isTrue();
        assertThat(SocketMatch.matches("IMAGE, MASK", "MASK,LATENT")).isTrue();
        assertThat(SocketMatch.matches("STRING", "COMBO")).isTrue();
        assertThat(SocketMatch.matches("COMBO", "COMBO")).isTrue();
        assertThat(SocketMatch.matches("LATENT", "IMAGE,FLOAT")).isFalse();
    }

    @Test
    void aConstantWithoutWidgetIsConvertedByItsTypeAndAUnionKeepsIt() {
        Validation validation = validate(
                new Flow().node("1", "Mixed", "a", 2.5, "force", "3").node("9", "Show", "value", link("1", 0)));

        assertThat(validation.problems()).isEmpty();
        assertThat(constant(validation, "1", "force")).isEqualTo("3");
        assertThat(constant(validation, "1", "a")).isEqualTo("2.5");
    }

    @Test
    void whatTheAuthorRefusesIsTold() {
        Problem problem =
                only(validate(new Flow().node("3", "Picky", "value", 5).node("9", "Show", "value", link("3", 0))));

        assertThat(problem.kind()).isEqualTo(Kind.CUSTOM_VALIDATION_FAILED);
        assertThat(problem.details()).isEqualTo("value - It must be even.");
        assertThat(problem.sentence()).isEqualTo("Node 3 \"Picky\": input \"value\" is refused: It must be even.");
    }

    @Test
    void theAuthorIsNotAskedAboutLinks() {
        Flow flow = new Flow()
                .node("2", "Number", "value", 5)
                .node("3", "Picky", "value", link("2", 0))
                .node("9", "Show", "value", link("3", 0));

        assertThat(validate(flow).problems()).isEmpty();
    }

    @Test
    void aCheckThatThrowsIsAProblemOfItsNode() {
        Problem problem = only(validate(new Flow().node("3", "Broken").node("9", "Show", "value", link("3", 0))));

        assertThat(problem.kind()).isEqualTo(Kind.EXCEPTION_DURING_VALIDATION);
        assertThat(problem.facts()).containsEntry("exception_type", "java.lang.IllegalStateException");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheWorkflow() {
        Flow flow = new Flow()
                .node("7", "KSampler", "seed", -1, "steps", 0, "cfg", "much", "sampler_name", "oiler")
                .node("9", "Show", "value", link("7", 3));

        assertThat(validate(flow).problems())
                .extracting(problem -> problem.nodeId().orElseThrow(), Problem::kind)
                .containsExactly(
                        tuple("7", Kind.REQUIRED_INPUT_MISSING),
                        tuple("7", Kind.VALUE_SMALLER_THAN_MIN),
                        tuple("7", Kind.VALUE_SMALLER_THAN_MIN),
                        tuple("7", Kind.INVALID_INPUT_TYPE),
                        tuple("7", Kind.VALUE_NOT_IN_LIST),
                        tuple("9", Kind.LINKED_SLOT_OUT_OF_RANGE));
    }

    @Test
    void goodOutputsRunEvenIfOthersAreBad() {
        Flow flow = sampling("steps", 0).node("20", "Text", "value", "a").node("21", "Show", "value", link("20", 0));

        Validation validation = validate(flow);

        assertThat(validation.outputs()).containsExactly("9", "21");
        assertThat(validation.goodOutputs()).containsExactly("21");
        assertThat(validation.dependentOutputs("7")).containsExactly("9");
    }

    @Test
    void whatNoOutputNeedsIsNotChecked() {
        assertThat(validate(sampling().node("30", "Concat")).isClean()).isTrue();
    }

    @Test
    void anUnknownTypeIsToldWhereverItIsWithTheNearestAndNothingRuns() {
        Validation validation = validate(sampling().node("30", "KSamplr").titled("30", "Mine"));

        assertThat(only(validation).sentence())
                .isEqualTo("Node 30 \"Mine\": there is no node type \"KSamplr\". Did you mean \"KSampler\"? Install the"
                        + " plugin that brings it, or remove the node.");
        assertThat(only(validation).details()).isEqualTo("Node ID '#30'");
        assertThat(validation.goodOutputs()).isEmpty();
    }

    @Test
    void aWorkflowWithoutOutputsIsTold() {
        Problem problem = only(validate(new Flow().node("1", "Loader")));

        assertThat(problem.kind()).isEqualTo(Kind.NO_OUTPUTS);
        assertThat(problem.message()).isEqualTo("Prompt has no outputs");
    }

    @Test
    void targetsThatAreNoOutputsArePassedOverAndNoneIsAProblem() {
        try (Bench bench = new Bench(SAMPLER, LOADER)) {
            Validator validator = new Validator(bench.catalogue(), Limits.DEFAULT);

            assertThat(validator
                            .validate(sampling().workflow(), Set.of("9", "4", "nowhere"))
                            .goodOutputs())
                    .containsExactly("9");
            assertThat(only(validator.validate(sampling().workflow(), Set.of())).kind())
                    .isEqualTo(Kind.NO_OUTPUTS);
            assertThat(only(validator.validate(sampling().workflow(), Set.of("4")))
                            .kind())
                    .isEqualTo(Kind.NO_OUTPUTS);
        }
    }

    @Test
    void cyclesAreReportedWithTheirPathAndTitles() {
        Flow flow = new Flow()
                .node("3", "Concat", "a", link("5", 0), "b", "x")
                .titled("3", "VAE Decode")
                .node("5", "Same", "value", link("3", 0))
                .titled("5", "Upscale")
                .node("9", "Show", "value", link("5", 0));

        Problem problem = only(validate(flow));

        assertThat(problem.kind()).isEqualTo(Kind.DEPENDENCY_CYCLE);
        assertThat(problem.sentence())
                .isEqualTo("These nodes wait for each other: 3 \"VAE Decode\" \u2192 5 \"Upscale\" \u2192 3."
                        + " Remove one of the links.");
        assertThat(validate(flow).goodOutputs()).isEmpty();
    }

    @Test
    void aNodeLinkedToItselfIsACycle() {
        Flow flow = new Flow().node("3", "Same", "value", link("3", 0)).node("9", "Show", "value", link("3", 0));

        assertThat(only(validate(flow)).details()).isEqualTo("3 \"Same\" \u2192 3");
    }

    @Test
    void aWorkflowOfTooManyNodesIsRefusedWithTheLimit() {
        try (Bench bench = new Bench()) {
            Flow flow = new Flow().node("1", "Show", "value", "a").node("2", "Show", "value", "b");

            Validation validation = new Validator(bench.catalogue(), new Limits(1, 1)).validate(flow.workflow());

            assertThat(only(validation).sentence())
                    .isEqualTo("The workflow has 2 nodes; limit 1 (limits.workflowNodes).");
        }
    }

    @Test
    void aLinkAtAHiddenInputIsAcceptedWithoutRemark() {
        Flow flow = new Flow()
                .node("1", "Text", "value", "a")
                .node("2", "Secret", "initial_value0", link("1", 0))
                .node("9", "Show", "value", link("2", 0));

        assertThat(validate(flow).isClean()).isTrue();
        assertThat(validate(flow).remarks()).isEmpty();
    }

    @Test
    void aLinkAtAnInputThatIsNotDeclaredIsRemarked() {
        Flow flow =
                new Flow().node("1", "Text", "value", "a").node("9", "Show", "value", "b", "old_input", link("1", 0));

        assertThat(validate(flow).remarks())
                .containsExactly("Node 9 \"Show\" has no input \"old_input\"; what is linked to it is not used.");
    }
}
