package io.darkroom.engine.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Ranks names by how few letters must change to reach them (Levenshtein 1966), case aside. */
public final class Nearest {
    private static final int SHOWN = 3;
    private static final int LONGEST =
            256; // the distance costs length squared; longer names are compared by their start

    private Nearest() {}

    /** The names close enough to be what was meant, nearest first, at most three. */
    public static List<String> to(String asked, Collection<String> names) {
        String wanted = fold(asked);
        return names.stream()
                .map(name -> new Candidate(name, distance(wanted, fold(name))))
                .filter(candidate -> candidate.isClose(wanted))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    /** {@code Did you mean "a" or "b"?} with a space before it; empty if nothing is near. */
    public static String question(String asked, Collection<String> names) {
        List<String> near = to(asked, names);
        return near.isEmpty()
                ? ""
                : near.stream()
                        .map(name -> "\"" + name + "\"")
                        .collect(Collectors.joining(" or ", " Did you mean ", "?"));
    }

    private static String fold(String name) {
        String start = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return start.toLowerCase(Locale.ROOT);
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }

    private record Candidate(String name, int distance) {
        /** Up to a third of the letters may differ, or one name contains the other. */
        boolean isClose(String wanted) {
            String folded = fold(name);
            return distance <= Math.max(2, Math.max(wanted.length(), folded.length()) / 3)
                    || (wanted.length() >= 3 && folded.contains(wanted))
                    || (folded.length() >= 3 && wanted.contains(folded));
        }
    }
}
