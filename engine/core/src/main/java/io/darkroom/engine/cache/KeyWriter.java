package io.darkroom.engine.cache;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a node computes from, in one form for equal things, and digests it. Numbers are equal as in Python: 1, 1.0
 * and true are one; lists and maps are equal by content. Every part carries its length, so that no two sequences of parts
 * look alike. Not safe for concurrent use.
 */
public final class KeyWriter {
    private static final double LONG_RANGE = 0x1p63;

    private final MessageDigest sha256;
    private final @Nullable ToLongFunction<Object> others;
    private ByteBuffer bytes = ByteBuffer.allocate(1024);
    private boolean sawUnequal;

    /**
     * @param others a number for each object that is not a value of JSON, the same for equal objects
     */
    public KeyWriter(ToLongFunction<Object> others) {
        this.others = others;
        this.sha256 = newDigest();
    }

    private KeyWriter() {
        this.others = null;
        this.sha256 = newDigest();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    /** For keys that hold in another process too: an object that is not a value of JSON is equal to nothing. */
    public static KeyWriter ofValuesAlone() {
        return new KeyWriter();
    }

    public KeyWriter text(String text) {
        room(2 * text.length() + 5).put((byte) 's').putInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes.putChar(text.charAt(i)); // not UTF-8, which maps all broken surrogates to one
        }
        return this;
    }

    public KeyWriter link(CacheKey source, int slot) {
        room(21).put((byte) 'l').putLong(source.high()).putLong(source.low()).putInt(slot);
        return this;
    }

    /** A value as in JSON or any object. Keeps its own stack, since values may be nested deeply. */
    public KeyWriter value(@Nullable Object value) {
        Deque<Iterator<?>> open = new ArrayDeque<>();
        open.push(Collections.singletonList(value).iterator());
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                continue;
            }
            Object next = open.peek().next();
            if (next instanceof List<?> list) {
                room(5).put((byte) '[').putInt(list.size());
                open.push(list.iterator());
            } else if (next instanceof Map<?, ?> map) {
                room(5).put((byte) '{').putInt(map.size());
                open.push(sorted(map));
            } else {
                single(next);
            }
        }
        return this;
    }

    /** Whether a value is never equal to anything, itself included: NaN, or an object where values alone count. */
    public boolean sawUnequal() {
        return sawUnequal;
    }

    /** The key of all that was written since the last one; the writer starts anew. */
    public CacheKey finish() {
        sha256.update(bytes.array(), 0, bytes.position());
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        bytes.clear();
        sawUnequal = false;
        return new CacheKey(digest.getLong(), digest.getLong());
    }

    private static Iterator<?> sorted(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        entries.sort((a, b) -> String.valueOf(a.getKey()).compareTo(String.valueOf(b.getKey())));
        List<@Nullable Object> flat = new ArrayList<>(2 * entries.size());
        for (Map.Entry<?, ?> entry : entries) {
            flat.add(entry.getKey());
            flat.add(entry.getValue());
        }
        return flat.iterator();
    }

    private void single(@Nullable Object value) {
        if (value == null) {
            room(1).put((byte) '0');
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Boolean bool) {
            whole(bool ? 1 : 0);
        } else if (value instanceof BigInteger big) {
            whole(big);
        } else if (value instanceof Double || value instanceof Float) {
            real(((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            whole(((Number) value).longValue());
        } else if (value instanceof byte[] raw) {
            room(raw.length + 5).put((byte) 'a').putInt(raw.length).put(raw);
        } else if (others != null) {
            room(9).put((byte) 'o').putLong(others.applyAsLong(value));
        } else {
            sawUnequal = true;
        }
    }

    private void whole(long number) {
        room(9).put((byte) 'i').putLong(number);
    }

    private void whole(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            whole(number.longValue());
        } else {
            byte[] raw = number.toByteArray();
            room(raw.length + 5).put((byte) 'b').putInt(raw.length).put(raw);
        }
    }

    private void real(double number) {
        sawUnequal |= Double.isNaN(number);
        if (Double.isInfinite(number) || Math.rint(number) != number) {
            room(9).put((byte) 'd').putLong(Double.doubleToLongBits(number));
        } else if (Math.abs(number) < LONG_RANGE) {
            whole((long) number);
        } else {
            whole(new BigDecimal(number).toBigInteger());
        }
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int used = bytes.position();
            int size = Math.max(Math.multiplyExact(2, bytes.capacity()), Math.addExact(used, more));
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), size)).position(used);
        }
        return bytes;
    }
}
