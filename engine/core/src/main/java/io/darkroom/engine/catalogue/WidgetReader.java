package io.darkroom.engine.catalogue;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Seed;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Toggle;
import io.darkroom.api.node.Whole;
import io.darkroom.api.node.Widget;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/** Turns the annotations of a record component into its widget. */
final class WidgetReader {
    private static final Set<Class<?>> WHOLES =
            Set.of(int.class, long.class, Integer.class, Long.class, BigInteger.class);
    private static final Set<Class<?>> REALS = Set.of(double.class, Double.class);
    private static final Set<Class<?>> SWITCHES = Set.of(boolean.class, Boolean.class);

    private final ChoiceLists lists;

    WidgetReader(ChoiceLists lists) {
        this.lists = lists;
    }

    /** Empty for a component that can only be linked. */
    Optional<Widget> read(RecordComponent component, Class<?> type) {
        Whole whole = component.getAnnotation(Whole.class);
        if (whole != null) {
            suits(component, type, whole, WHOLES);
            return Optional.of(whole(component, whole));
        }
        Seed seed = component.getAnnotation(Seed.class);
        if (seed != null) {
            suits(component, type, seed, Set.of(long.class, Long.class, BigInteger.class));
            return Optional.of(Widget.Whole.seed());
        }
        Real real = component.getAnnotation(Real.class);
        if (real != null) {
            suits(component, type, real, REALS);
            return Optional.of(real(component, real));
        }
        Text text = component.getAnnotation(Text.class);
        if (text != null) {
            suits(component, type, text, Set.of(String.class));
            return Optional.of(new Widget.Text(text.def(), text.multiline(), text.dynamicPrompts()));
        }
        Toggle toggle = component.getAnnotation(Toggle.class);
        if (toggle != null) {
            suits(component, type, toggle, SWITCHES);
            return Optional.of(new Widget.Toggle(toggle.def()));
        }
        Choice choice = component.getAnnotation(Choice.class);
        if (choice != null) {
            suits(component, type, choice, Set.of(String.class));
            return Optional.of(choice(component, choice));
        }
        return Optional.empty();
    }

    private static Widget whole(RecordComponent component, Whole whole) {
        ordered(component, whole.min() <= whole.def() && whole.def() <= whole.max());
        return new Widget.Whole(
                BigInteger.valueOf(whole.def()),
                BigInteger.valueOf(whole.min()),
                BigInteger.valueOf(whole.max()),
                BigInteger.valueOf(whole.step()),
                false);
    }

    private static Widget real(RecordComponent component, Real real) {
        ordered(component, real.min() <= real.def() && real.def() <= real.max());
        OptionalDouble round = real.round() == 0 ? OptionalDouble.empty() : OptionalDouble.of(real.round());
        return new Widget.Real(real.def(), real.min(), real.max(), real.step(), round);
    }

    private Widget choice(RecordComponent component, Choice choice) {
        if ((choice.value().length == 0) == choice.from().isEmpty()) {
            throw fault(component, "needs either fixed choices or from, not both");
        }
        List<String> fixed = List.of(choice.value());
        Supplier<List<String>> options = choice.from().isEmpty() ? () -> fixed : lists.list(choice.from());
        Optional<String> def = choice.def().isEmpty() ? Optional.empty() : Optional.of(choice.def());
        return new Widget.Choice(options, def, ChoiceLists.folder(choice.from()), choice.upload(), false);
    }

    private static void ordered(RecordComponent component, boolean holds) {
        if (!holds) {
            throw fault(component, "must have min <= def <= max");
        }
    }

    private static void suits(RecordComponent component, Class<?> type, Annotation annotation, Set<Class<?>> allowed) {
        if (!allowed.contains(type)) {
            throw fault(
                    component,
                    "is a " + type.getSimpleName() + ", which @"
                            + annotation.annotationType().getSimpleName() + " does not suit");
        }
    }

    private static CatalogueException fault(RecordComponent component, String what) {
        return new CatalogueException("Component \"" + component.getName() + "\" of "
                + component.getDeclaringRecord().getName() + " " + what + ".");
    }
}
