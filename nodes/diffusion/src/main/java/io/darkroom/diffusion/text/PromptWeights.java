package io.darkroom.diffusion.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads the weights of a prompt: {@code (text)} multiplies by 1.1, {@code (text:1.3)} sets the weight, brackets nest, and
 * {@code \(} and {@code \)} are plain characters. Linear in the length of the prompt, at any depth.
 *
 * <p>Brackets without a partner are text, in ComfyUI's own way: after a {@code )} too many the next {@code (} is text; a
 * {@code (} that is never closed makes all that follows one text, unless the prompt ends with {@code )}, which then closes
 * it.
 */
final class PromptWeights {
    private static final double EMPHASIS = 1.1;
    private static final int TEXT = -1;
    private static final int NEVER_CLOSED = -2;

    private final String prompt;
    /** For a bracket that counts, the place of its partner; for everything else {@link #TEXT}. */
    private final int[] partner;
    /** The last colon before each place, or -1. */
    private final int[] colonBefore;
    /** The first bracket of any kind at or after each place. */
    private final int[] bracketFrom;

    private final List<Weighted> found = new ArrayList<>();

    /** A piece of a prompt and how much it counts. */
    record Weighted(String text, double weight) {}

    /** A stretch of the prompt still to be read. */
    private record Stretch(int from, int to, double weight) {}

    private PromptWeights(String prompt) {
        this.prompt = prompt;
        this.partner = new int[prompt.length()];
        this.colonBefore = new int[prompt.length() + 1];
        this.bracketFrom = new int[prompt.length() + 1];
        pairBrackets();
        indexSigns();
    }

    static List<Weighted> parse(String prompt) {
        return new PromptWeights(prompt).parse();
    }

    private void pairBrackets() {
        Arrays.fill(partner, TEXT);
        Deque<Integer> open = new ArrayDeque<>();
        int surplus = 0;
        for (int i = 0; i < prompt.length(); i++) {
            char c = prompt.charAt(i);
            if ((c != '(' && c != ')') || (i > 0 && prompt.charAt(i - 1) == '\\')) {
                continue;
            }
            if (c == '(' && surplus > 0) {
                surplus--;
            } else if (c == '(') {
                open.push(i);
            } else if (open.isEmpty()) {
                surplus++;
            } else {
                partner[i] = open.peek();
                partner[open.pop()] = i;
            }
        }
        open.forEach(i -> partner[i] = NEVER_CLOSED);
    }

    private void indexSigns() {
        colonBefore[0] = -1;
        for (int i = 0; i < prompt.length(); i++) {
            colonBefore[i + 1] = prompt.charAt(i) == ':' ? i : colonBefore[i];
        }
        bracketFrom[prompt.length()] = prompt.length();
        for (int i = prompt.length() - 1; i >= 0; i--) {
            bracketFrom[i] = prompt.charAt(i) == '(' || prompt.charAt(i) == ')' ? i : bracketFrom[i + 1];
        }
    }

    private List<Weighted> parse() {
        Deque<Stretch> rest = new ArrayDeque<>();
        rest.push(new Stretch(0, prompt.length(), 1));
        while (!rest.isEmpty()) {
            Stretch stretch = rest.pop();
            int open = stretch.from;
            while (open < stretch.to && partner[open] == TEXT) {
                open++;
            }
            add(stretch.from, open, stretch.weight);
            if (open == stretch.to) {
                continue;
            }
            if (partner[open] == NEVER_CLOSED && !closeAtEnd(open, stretch.to)) {
                add(open, stretch.to, stretch.weight);
                continue;
            }
            int close = partner[open];
            rest.push(new Stretch(close + 1, stretch.to, stretch.weight));
            rest.push(inside(open + 1, close, stretch.weight));
        }
        return found;
    }

    /** Lets the last bracket of a stretch close this one instead of its own partner, which is then never closed. */
    private boolean closeAtEnd(int open, int end) {
        int last = end - 1;
        if (partner[last] < 0) {
            return false;
        }
        partner[partner[last]] = NEVER_CLOSED;
        partner[last] = open;
        partner[open] = last;
        return true;
    }

    private Stretch inside(int from, int to, double weight) {
        int colon = colonBefore[to];
        if (colon > from && bracketFrom[colon] >= to) {
            OptionalDouble set = PythonNumber.parse(prompt.substring(colon + 1, to));
            if (set.isPresent()) {
                return new Stretch(from, colon, set.getAsDouble());
            }
        }
        return new Stretch(from, to, weight * EMPHASIS);
    }

    private void add(int from, int to, double weight) {
        if (from < to) {
            String text = prompt.substring(from, to).replace("\\(", "(").replace("\\)", ")");
            found.add(new Weighted(text, weight));
        }
    }
}
