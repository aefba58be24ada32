package io.darkroom.engine.toys;

import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes over texts and whole numbers, one for each rule of the engine. */
public final class Toys {
    private static final Widget TEXT = new Widget.Text("", false, false);
    private static final Widget NUMBER = Widget.Whole.of(0, -1_000_000, 1_000_000);

    private Toys() {}

    public static List<NodeType> all() {
        return List.of(
                Toy.of("Text").in("value", TEXT).out("STRING").gives((in, ctx) -> in.get("value")),
                Toy.of("Number").in("value", NUMBER).out("INT").gives((in, ctx) -> in.get("value")),
                Toy.of("Seed").in("seed", Widget.Whole.seed()).out("INT").gives((in, ctx) -> in.get("seed")),
                Toy.of("Concat")
                        .in("a", TEXT)
                        .in("b", TEXT)
                        .out("STRING")
                        .gives((in, ctx) -> in.get("a", String.class) + in.get("b", String.class)),
                Toy.of("Join")
                        .in("a", "*")
                        .in("b", "*")
                        .out("STRING")
                        .gives((in, ctx) -> "" + in.get("a") + in.get("b")),
                Toy.of("Add")
                        .in("a", NUMBER)
                        .in("b", NUMBER)
                        .out("INT")
                        .gives((in, ctx) -> in.get("a", Long.class) + in.get("b", Long.class)),
                Toy.of("Same").in("value", "*").out("*").gives((in, ctx) -> in.get("value")),
                Toy.of("Show").in("value", "*").is(Trait.OUTPUT).does((in, ctx) -> shown(in.get("value"))),
                Toy.of("ShowThrough")
                        .in("value", "*")
                        .out("*")
                        .is(Trait.OUTPUT)
                        .does((in, ctx) -> new Outcome.Values(one(in.get("value")), show(in.get("value")))),
                makeList(),
                Toy.of("CountList")
                        .in("values", "*")
                        .out("INT")
                        .is(Trait.TAKES_LISTS)
                        .gives((in, ctx) -> (long) in.get("values", List.class).size()),
                lazyPick(),
                Toy.of("Variadic")
                        .in("input1", "INT")
                        .out("INT")
                        .is(Trait.VARIADIC)
                        .gives((in, ctx) -> sum(in)),
                Toy.of("Fail").maybe("value", "*").out("*").gives((in, ctx) -> {
                    throw new IllegalStateException("The toy is broken.");
                }),
                Toy.of("Block")
                        .in("value", "*")
                        .maybe("message", TEXT)
                        .out("*")
                        .does((in, ctx) -> new Outcome.Blocked(new Outcome.Blocker(
                                in.has("message") ? Optional.of(in.get("message", String.class)) : Optional.empty()))));
    }

    /** What {@code Show} shows of a value. */
    public static Outcome shown(@Nullable Object value) {
        return new Outcome.Values(List.of(), show(value));
    }

    private static Shown show(@Nullable Object value) {
        return new Shown(Map.of("values", List.of(String.valueOf(value))));
    }

    private static List<@Nullable Object> one(@Nullable Object value) {
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static NodeType makeList() {
        Toy toy = Toy.of("MakeList");
        for (int i = 1; i <= 9; i++) {
            toy.maybe("value" + i, "*");
        }
        return toy.outList("*").gives((in, ctx) -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= 9; i++) {
                if (in.has("value" + i)) {
                    values.add(in.get("value" + i));
                }
            }
            return values;
        });
    }

    /** Needs {@code a} or {@code b}, as {@code which} says. */
    private static NodeType lazyPick() {
        return Toy.of("LazyPick")
                .in("which", TEXT)
                .lazy("a", "*")
                .lazy("b", "*")
                .out("*")
                .needs(in -> Set.of(in.get("which", String.class)))
                .gives((in, ctx) -> in.get(in.get("which", String.class)));
    }

    private static long sum(Arguments in) {
        long sum = 0;
        for (int i = 1; in.has("input" + i); i++) {
            sum += in.get("input" + i, Long.class);
        }
        return sum;
    }
}
