package io.darkroom.diffusion.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CLIP's 49,408 tokens, built from its merges alone: 256 bytes, 256 bytes that end a word, one token for each merge, and
 * the start and end tokens. Immutable.
 *
 * <p>A token made by a merge has that merge's place in the list as its id, so the smaller id is the merge to make first.
 */
final class Vocabulary {
    private static final String MERGES = "clip-merges.txt";
    private static final int BYTES = 256;
    private static final String WORD_END = "</w>";

    static final int START = 49406;
    static final int END = 49407;

    private final int[] byteIds;
    /** Sorted; each entry is left id (16 bits), right id (16 bits), merged id (16 bits). */
    private final long[] merges;

    private Vocabulary(int[] byteIds, long[] merges) {
        this.byteIds = byteIds;
        this.merges = merges;
    }

    /** Reads the merges that the build put beside this class. */
    static Vocabulary load() {
        try (InputStream in = Vocabulary.class.getResourceAsStream(MERGES)) {
            if (in == null) {
                throw new IllegalStateException("The tokenizer's merges (" + MERGES
                        + ") are not on the class path; build nodes/diffusion with Maven, which writes them.");
            }
            try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return of(reader.lines().toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vocabulary of(List<String> lines) {
        int[] characters = byteCharacters();
        int[] byteIds = new int[BYTES];
        Map<String, Integer> ids = new HashMap<>(2 * END);
        int[] printableFirst = Arrays.stream(characters).sorted().toArray();
        for (int value = 0; value < BYTES; value++) {
            int id = Arrays.binarySearch(printableFirst, characters[value]);
            byteIds[value] = id;
            ids.put(Character.toString(characters[value]), id);
            ids.put(Character.toString(characters[value]) + WORD_END, BYTES + id);
        }
        long[] merges = new long[lines.size()];
        for (int i = 0; i < merges.length; i++) {
            String line = lines.get(i);
            int space = line.indexOf(' ');
            String left = line.substring(0, space);
            String right = line.substring(space + 1);
            int merged = 2 * BYTES + i;
            merges[i] = pair(known(ids, left), known(ids, right)) | merged;
            ids.put(left + right, merged);
        }
        Arrays.sort(merges);
        return new Vocabulary(byteIds, merges);
    }

    private static int known(Map<String, Integer> ids, String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new IllegalStateException(
                    "A merge in " + MERGES + " uses the token \"" + token + "\" before it is made; rebuild the file.");
        }
        return id;
    }

    /**
     * The characters that stand for bytes in the merges (Radford et al. 2019, GPT-2's byte-level BPE): printable Latin-1
     * for itself, the rest for the characters from 256 on.
     */
    private static int[] byteCharacters() {
        int[] characters = new int[BYTES];
        int next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
            characters[value] = printable ? value : next++;
        }
        return characters;
    }

    private static long pair(int left, int right) {
        return ((long) left << 32) | ((long) right << 16);
    }

    /** The token of one byte within a word. */
    int byteId(byte value) {
        return byteIds[Byte.toUnsignedInt(value)];
    }

    /** The token of a word's last byte. */
    int lastByteId(byte value) {
        return BYTES + byteId(value);
    }

    /** The token that two neighbours merge to, or -1. */
    int merged(int left, int right) {
        long pair = pair(left, right);
        int at = Arrays.binarySearch(merges, pair);
        int next = at < 0 ? -at - 1 : at;
        return next < merges.length && (merges[next] & ~0xffffL) == pair ? (int) (merges[next] & 0xffff) : -1;
    }
}
