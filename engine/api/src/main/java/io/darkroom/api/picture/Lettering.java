package io.darkroom.api.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.util.ArrayList;
import java.util.List;

/** One size of letters: how wide a text is, and where it breaks. */
final class Lettering {
    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
    private static final int MOST = 600; // letters of a label that are looked at; a sheet never shows more
    private static final String BREAKS_AFTER = " /\\-_.,;:×|=+&"; // where names of files and lists of values divide

    private final Font font;
    private final float lineHeight;
    private final float ascent;

    private Lettering(Font font) {
        this.font = font;
        LineMetrics metrics = font.getLineMetrics("Ag", SMOOTH);
        this.ascent = metrics.getAscent();
        this.lineHeight = metrics.getAscent() + metrics.getDescent() + metrics.getLeading() + 0.1f * font.getSize2D();
    }

    /**
     * @param style of {@link Font}
     * @param size in pixels
     * @throws IllegalStateException if there is no font at all
     */
    static Lettering of(int style, float size) {
        try {
            return new Lettering(new Font(Font.SANS_SERIF, style, 1).deriveFont(size));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) { // without fonts Java throws one or the other, by version and system
            throw new IllegalStateException(
                    "The labels of the sheet cannot be written: this machine has no fonts that Java can use (" + e
                            + "). Install fontconfig and a font, such as the packages fontconfig and"
                            + " fonts-dejavu-core.",
                    e);
        }
    }

    Font font() {
        return font;
    }

    float ascent() {
        return ascent;
    }

    float height(int lines) {
        return lines * lineHeight;
    }

    float lineHeight() {
        return lineHeight;
    }

    float width(String text) {
        return text.isEmpty() ? 0 : (float) font.getStringBounds(text, SMOOTH).getWidth();
    }

    /** The text in lines no wider than a width; what does not fit into the last one is left out, with an ellipsis. */
    List<String> wrap(String text, float width, int maxLines) {
        String rest = tidy(text);
        List<String> lines = new ArrayList<>();
        while (!rest.isEmpty()) {
            if (width(rest) <= width) {
                lines.add(rest);
                break;
            }
            if (lines.size() == maxLines - 1) {
                lines.add(rest.substring(0, fitting(rest, width - width("…"))).stripTrailing() + "…");
                break;
            }
            int end = breakBefore(rest, fitting(rest, width));
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        return lines;
    }

    private static String tidy(String text) {
        String line = text.codePoints()
                .limit(MOST)
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.replaceAll(" +", " ").strip();
    }

    /** How many chars fit, at least one letter. */
    private int fitting(String text, float width) {
        int letters = text.codePointCount(0, text.length());
        int low = 1;
        int high = letters;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (width(text.substring(0, text.offsetByCodePoints(0, middle))) <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return text.offsetByCodePoints(0, low);
    }

    /** The last good place to break before an end, unless it would leave the line mostly empty. */
    private static int breakBefore(String text, int end) {
        if (end < text.length() && text.charAt(end) == ' ') {
            return end;
        }
        for (int at = end; at > end / 3 && at > 1; at--) {
            if (BREAKS_AFTER.indexOf(text.charAt(at - 1)) >= 0) {
                return at;
            }
        }
        return end;
    }
}
