package io.darkroom.diffusion.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Prepares text for CLIP as BERT's basic tokenizer does (Devlin et al. 2018, arXiv 1810.04805): no control characters, CJK
 * ideographs apart, NFC, lower case.
 */
final class TextCleaning {
    private static final int REPLACEMENT = 0xFFFD;

    private TextCleaning() {}

    static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR) {
                kept.append(' ');
            } else if (isIdeograph(c)) {
                kept.append(' ').appendCodePoint(c).append(' ');
            } else if (!isDropped(c)) {
                kept.appendCodePoint(c);
            }
        });
        return Normalizer.normalize(kept, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean isDropped(int c) {
        // Code points unknown to this JDK stay, unlike in the reference: they are mostly newer emoji.
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> c == REPLACEMENT;
        };
    }

    /** The CJK blocks that BERT lists; later ones are words like any other. */
    private static boolean isIdeograph(int c) {
        return between(c, 0x4E00, 0x9FFF)
                || between(c, 0x3400, 0x4DBF)
                || between(c, 0x20000, 0x2A6DF)
                || between(c, 0x2A700, 0x2B73F)
                || between(c, 0x2B740, 0x2B81F)
                || between(c, 0x2B820, 0x2CEAF)
                || between(c, 0xF900, 0xFAFF)
                || between(c, 0x2F800, 0x2FA1F);
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
