package io.darkroom.server.golden;

import io.darkroom.format.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an answer differs from a recorded one. Ours may say more; what it says less or otherwise is a difference. Ids were
 * translated before; what is of the moment need only be there.
 */
final class Likeness {
    /** Times, memory and versions. */
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "timestamp",
            "ram_total",
            "ram_free",
            "vram_total",
            "vram_free",
            "torch_vram_total",
            "torch_vram_free",
            "python_version",
            "pytorch_version",
            "argv");

    /** In our own words, or left out. */
    private static final Set<String> WORDS = Set.of("tooltip", "description", "output_tooltips");

    /** What there is to choose from is our own matter. */
    private static final Set<String> CHOICES = Set.of("sampler_name", "scheduler");

    /** Sets, which the reference lists in an order of chance. */
    private static final Set<String> SETS = Set.of("nodes", "executed");

    private final List<String> differences = new ArrayList<>();

    private Likeness() {}

    /** Where ours differs; empty if nowhere. */
    static List<String> differences(@Nullable Object theirs, @Nullable Object ours) {
        Likeness likeness = new Likeness();
        likeness.compare("", theirs, ours);
        return likeness.differences;
    }

    private void compare(String path, @Nullable Object theirs, @Nullable Object ours) {
        if (theirs instanceof Map<?, ?> expected && ours instanceof Map<?, ?> actual) {
            expected.forEach((name, value) -> member(path, String.valueOf(name), value, actual));
        } else if (theirs instanceof List<?> given && ours instanceof List<?> actual) {
            List<?> expected = withoutEmptyOptions(given);
            if (expected.size() != withoutEmptyOptions(actual).size()) {
                differences.add(path + " has " + actual.size() + " items, not " + expected.size() + ": " + shown(ours)
                        + ", not " + shown(theirs));
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "/" + i, expected.get(i), actual.get(i));
            }
        } else if (!same(theirs, ours)) {
            differences.add(path + " is " + shown(ours) + ", not " + shown(theirs));
        }
    }

    private void member(String path, String name, @Nullable Object theirs, Map<?, ?> ours) {
        if (WORDS.contains(name) || (CHOICES.contains(name) && theirs instanceof List<?>)) {
            return;
        }
        Object value = ours.get(name);
        if (!ours.containsKey(name)) {
            differences.add(path + "/" + name + " is missing");
        } else if (SETS.contains(name) && theirs instanceof List<?> expected && value instanceof List<?> actual) {
            compare(path + "/" + name, sorted(expected), sorted(actual));
        } else if (!OF_THE_MOMENT.contains(name)) {
            compare(path + "/" + name, theirs, value);
        }
    }

    private static List<String> sorted(List<?> ids) {
        return ids.stream().map(String::valueOf).sorted().toList();
    }

    /** An input's type and options: options of words only are none. */
    private static List<?> withoutEmptyOptions(List<?> list) {
        return list.size() == 2 && list.get(1) instanceof Map<?, ?> options && WORDS.containsAll(options.keySet())
                ? list.subList(0, 1)
                : list;
    }

    /** 1 and 1.0 are one number to clients. */
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return (a instanceof Number x && b instanceof Number y)
                ? Double.compare(x.doubleValue(), y.doubleValue()) == 0
                : Objects.equals(a, b);
    }

    private static String shown(@Nullable Object value) {
        String text = JsonText.of(value);
        return text.length() <= 200 ? text : text.substring(0, 200) + " ...";
    }
}
