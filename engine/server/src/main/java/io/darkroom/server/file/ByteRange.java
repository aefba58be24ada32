package io.darkroom.server.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file.
 *
 * @param start its first byte
 * @param length in bytes; 0 if the part that was asked for lies outside the file
 */
record ByteRange(long start, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /** The one range that a header asks for; empty if it asks for none, for several or in other units: then the whole file is sent. */
    static Optional<ByteRange> parse(@Nullable String header, long size) {
        Matcher single = SINGLE.matcher(header == null ? "" : header);
        if (size == 0
                || !single.matches()
                || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (single.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(single.group(2)));
            return Optional.of(new ByteRange(size - last, last));
        }
        long start = Long.parseLong(single.group(1));
        long end = single.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(single.group(2)));
        if (!single.group(2).isEmpty() && Long.parseLong(single.group(2)) < start) {
            return Optional.empty(); // RFC 9110, 14.1.1: an invalid range is passed over
        }
        return Optional.of(new ByteRange(Math.min(start, size), Math.max(0, end - start + 1)));
    }
}
