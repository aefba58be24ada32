package io.darkroom.format.prompt;

import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one constant of a workflow changes from run to run: the editor's "control after generate" (comfyui-contract.md, 1.5).
 *
 * <p>Numbers stay within their widget's range and wrap around at its ends, so that the seed after 2^64 - 1 is 0 (the editor
 * stops at 2^50, because it cannot count further). {@link Mode#RANDOMIZE} takes the next number from the one before, so that
 * a repeat can be repeated.
 */
public record SeedControl(String nodeId, String input, Mode mode, Widget widget) {
    /** Inputs that are seeds by their name. */
    private static final Set<String> SEEDS = Set.of("seed", "noise_seed");

    /** What happens to the value. */
    public enum Mode {
        FIXED,
        INCREMENT,
        DECREMENT,
        RANDOMIZE,
        /** For choices: the first follows the last; {@link #INCREMENT} stays at the last. */
        INCREMENT_WRAP;

        /** The mode of this name in files; very old ones have true for randomize and false for fixed. */
        public static Optional<Mode> of(@Nullable Object value) {
            if (value instanceof Boolean random) {
                return Optional.of(random ? RANDOMIZE : FIXED);
            }
            return switch (String.valueOf(value)) {
                case "fixed" -> Optional.of(FIXED);
                case "increment" -> Optional.of(INCREMENT);
                case "decrement" -> Optional.of(DECREMENT);
                case "randomize" -> Optional.of(RANDOMIZE);
                case "increment-wrap" -> Optional.of(INCREMENT_WRAP);
                default -> Optional.empty();
            };
        }
    }

    /** Whether an input is a seed by its name, even if its type does not say so. */
    public static boolean isSeed(String input) {
        return SEEDS.contains(input);
    }

    /** For workflows that carry no control of their own: every constant seed is incremented. */
    public static List<SeedControl> defaults(Workflow workflow) {
        List<SeedControl> controls = new ArrayList<>();
        workflow.nodes()
                .forEach((id, node) -> node.inputs().forEach((name, input) -> {
                    if (isSeed(name)
                            && input instanceof Input.Constant constant
                            && constant.value() instanceof Number) {
                        controls.add(new SeedControl(id, name, Mode.INCREMENT, Widget.Whole.seed()));
                    }
                }));
        return controls;
    }

    /**
     * The workflow as it is for a later run. Inputs that are links, or no longer there, stay as they are.
     *
     * @param times how many runs later, from 0
     */
    public static Workflow advance(Workflow workflow, List<SeedControl> controls, int times) {
        if (times == 0) {
            return workflow;
        }
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>(workflow.nodes());
        for (SeedControl control : controls) {
            nodes.computeIfPresent(control.nodeId(), (id, node) -> control.advance(node, times));
        }
        return new Workflow(nodes);
    }

    private WorkflowNode advance(WorkflowNode node, int times) {
        return mode != Mode.FIXED && node.inputs().get(input) instanceof Input.Constant constant
                ? node.with(input, new Input.Constant(after(constant.value(), times)))
                : node;
    }

    private @Nullable Object after(@Nullable Object value, int times) {
        if (widget instanceof Widget.Whole whole && isWhole(value)) {
            BigInteger number = new BigInteger(String.valueOf(value));
            return plain(new Range(whole.min(), whole.max(), whole.step()).after(number, mode, times));
        }
        if (widget instanceof Widget.Real real
                && value instanceof Number number
                && Double.isFinite(number.doubleValue())) {
            return after(real, new BigDecimal(value.toString()), times);
        }
        if (widget instanceof Widget.Choice choice && value instanceof String name) {
            return after(choice.options().get(), name, times);
        }
        return value;
    }

    /** Counted in steps, so that 0.1 three times is 0.3. */
    private double after(Widget.Real real, BigDecimal value, int times) {
        BigDecimal step = BigDecimal.valueOf(real.step() > 0 ? real.step() : 1);
        BigDecimal min = BigDecimal.valueOf(real.min());
        BigInteger last = BigDecimal.valueOf(real.max())
                .subtract(min)
                .divideToIntegralValue(step)
                .toBigInteger();
        BigInteger at = value.subtract(min).divideToIntegralValue(step).toBigInteger();
        BigInteger next = new Range(BigInteger.ZERO, last, BigInteger.ONE).after(at, mode, times);
        return min.add(step.multiply(new BigDecimal(next))).doubleValue();
    }

    private String after(List<String> options, String name, int times) {
        int at = options.indexOf(name);
        if (at < 0) {
            return name;
        }
        int last = options.size() - 1;
        return switch (mode) {
            case FIXED -> name;
            case INCREMENT -> options.get((int) Math.min(last, (long) at + times));
            case DECREMENT -> options.get((int) Math.max(0, (long) at - times));
            case INCREMENT_WRAP -> options.get((int) (((long) at + times) % options.size()));
            case RANDOMIZE ->
                options.get(new Range(BigInteger.ZERO, BigInteger.valueOf(last), BigInteger.ONE)
                        .after(BigInteger.valueOf(at), mode, times)
                        .intValue());
        };
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    /** A Long where it fits, as the reader gives it. */
    private static Object plain(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    /** The numbers from min to max, step by step, as a ring. */
    private record Range(BigInteger min, BigInteger max, BigInteger step) {
        /** Beyond it a browser no longer counts exactly; random numbers stay below, so that the editor can show them. */
        private static final BigInteger BROWSER = BigInteger.ONE.shiftLeft(50);

        BigInteger after(BigInteger number, Mode mode, int times) {
            if (mode == Mode.RANDOMIZE) {
                BigInteger size =
                        max.min(BROWSER.max(min)).subtract(min).divide(step).add(BigInteger.ONE);
                BigInteger random = number;
                for (int i = 0; i < times; i++) {
                    BigInteger draw = new BigInteger(Long.toUnsignedString(SplitMix.next(random.longValue())));
                    random = min.add(draw.mod(size.max(BigInteger.ONE)).multiply(step));
                }
                return random;
            }
            BigInteger steps = BigInteger.valueOf(mode == Mode.DECREMENT ? -(long) times : times);
            BigInteger moved = number.subtract(min).add(steps.multiply(step));
            return min.add(moved.mod(max.subtract(min).add(step).max(BigInteger.ONE)));
        }
    }
}
