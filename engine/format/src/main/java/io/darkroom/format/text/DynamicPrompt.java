package io.darkroom.format.text;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.prompt.SplitMix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Prompts with choices, {@code a {red|green|{light|dark} blue} door}: one option of each is drawn, each as likely as the
 * others. Comments ({@code /* ... *}{@code /} and {@code // ...} to the end of the line, even within an address) are taken
 * out first; {@code \{ \} \|} stand for the signs themselves. A brace that is never closed reaches to the end.
 */
final class DynamicPrompt {
    /** No prompt needs more, and each takes some 300 bytes while it is drawn from. */
    private static final int MOST_OPTIONS = 200_000;

    private DynamicPrompt() {}

    /**
     * Draws from the template. Linear in its length, whatever its nesting.
     *
     * @param source what holds it, as the user calls it
     * @throws WorkflowFileException if it has too many options
     */
    static String draw(String source, String template, SplitMix random) {
        return write(parse(source, withoutComments(template)), random);
    }

    static String withoutComments(String text) {
        StringBuilder kept = new StringBuilder();
        int blockEnd = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.startsWith("/*", i) && blockEnd >= 0) {
                blockEnd = text.indexOf("*/", i + 2);
                if (blockEnd >= 0) {
                    i = blockEnd + 2;
                    continue;
                }
            }
            if (text.startsWith("//", i)) {
                while (i < text.length() && !endsLine(text.charAt(i))) {
                    i++;
                }
                continue;
            }
            kept.append(text.charAt(i++));
        }
        return kept.toString();
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    /** Texts and choices one after another. */
    private static final class Sequence {
        final List<Object> parts = new ArrayList<>();
        private StringBuilder text = new StringBuilder();

        void add(char c) {
            if (text.length() == 0) {
                parts.add(text);
            }
            text.append(c);
        }

        void add(Choice choice) {
            parts.add(choice);
            text = new StringBuilder();
        }
    }

    private static final class Choice {
        final List<Sequence> options = new ArrayList<>();

        Sequence next() {
            options.add(new Sequence());
            return current();
        }

        Sequence current() {
            return options.get(options.size() - 1);
        }
    }

    private static Sequence parse(String source, String text) {
        int options = 0;
        Choice whole = new Choice();
        Sequence current = whole.next();
        Deque<Choice> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '{' || c == '|') && ++options > MOST_OPTIONS) {
                throw new WorkflowFileException(
                        source, "", "Its text has more than " + MOST_OPTIONS + " options in braces; shorten it.");
            }
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                if (escaped != '{' && escaped != '}' && escaped != '|') {
                    current.add(c);
                }
                current.add(escaped);
            } else if (c == '{') {
                Choice choice = new Choice();
                current.add(choice);
                open.push(choice);
                current = choice.next();
            } else if (c == '|' && !open.isEmpty()) {
                current = open.element().next();
            } else if (c == '}' && !open.isEmpty()) {
                open.remove();
                current = (open.isEmpty() ? whole : open.element()).current();
            } else {
                current.add(c);
            }
        }
        return whole.current();
    }

    private static String write(Sequence whole, SplitMix random) {
        StringBuilder drawn = new StringBuilder();
        Deque<Object> ahead = new ArrayDeque<>();
        ahead.push(whole);
        while (!ahead.isEmpty()) {
            Object part = ahead.pop();
            if (part instanceof Sequence sequence) {
                for (int i = sequence.parts.size() - 1; i >= 0; i--) {
                    ahead.push(sequence.parts.get(i));
                }
            } else if (part instanceof Choice choice) {
                ahead.push(choice.options.get(random.below(choice.options.size())));
            } else {
                drawn.append(part);
            }
        }
        return drawn.toString();
    }
}
