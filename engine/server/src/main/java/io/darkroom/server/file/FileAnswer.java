package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import io.javalin.http.Context;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with a file, or the part of it that is asked for, without holding it in memory (RFC 9110, 13 and 14). */
public final class FileAnswer {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private FileAnswer() {}

    /**
     * @param file must exist and be a regular file
     * @param contentType of the whole file
     */
    public static void send(Context request, Path file, String contentType) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        long size = attributes.size();
        Instant changed = attributes.lastModifiedTime().toInstant();
        String tag = "\"" + Long.toHexString(changed.getEpochSecond() * 1_000_000_000 + changed.getNano()) + "-"
                + Long.toHexString(size) + "\"";
        request.header("ETag", tag);
        request.header("Last-Modified", httpDate(changed));
        request.header("Accept-Ranges", "bytes");
        request.disableCompression(); // the length must be that of the file
        if (isFresh(request, tag, changed)) {
            request.status(304);
            return;
        }
        request.contentType(contentType);
        Optional<ByteRange> asked =
                isRangeMeant(request, tag, changed) ? ByteRange.parse(request.header("Range"), size) : Optional.empty();
        ByteRange range = asked.orElse(new ByteRange(0, size));
        if (range.length() == 0 && size > 0) {
            request.header("Content-Range", "bytes */" + size);
            throw new HttpProblem(
                    416,
                    "range_not_satisfiable",
                    "The range \"" + request.header("Range") + "\" lies outside the file of " + size + " bytes.",
                    "Range");
        }
        if (asked.isPresent()) {
            request.status(206);
            request.header(
                    "Content-Range",
                    "bytes " + range.start() + "-" + (range.start() + range.length() - 1) + "/" + size);
        }
        request.res().setContentLengthLong(range.length());
        request.result(content(file, range));
    }

    private static InputStream content(Path file, ByteRange range) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            channel.position(range.start());
            return new BufferedInputStream(new Limited(Channels.newInputStream(channel), range.length()), 1 << 16);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isFresh(Context request, String tag, Instant changed) {
        String tags = request.header("If-None-Match");
        if (tags != null) {
            return tags.strip().equals("*")
                    || Arrays.stream(tags.split(","))
                            .map(one -> one.strip().replaceFirst("^W/", ""))
                            .anyMatch(tag::equals);
        }
        return date(request.header("If-Modified-Since"))
                .map(since -> !changed.truncatedTo(ChronoUnit.SECONDS).isAfter(since))
                .orElse(false);
    }

    /** Whether the condition of a range holds: the client's part belongs to the file as it is now. */
    private static boolean isRangeMeant(Context request, String tag, Instant changed) {
        String condition = request.header("If-Range");
        return condition == null
                || condition.strip().equals(tag)
                || date(condition)
                        .map(changed.truncatedTo(ChronoUnit.SECONDS)::equals)
                        .orElse(false);
    }

    private static String httpDate(Instant time) {
        return HTTP_DATE.format(time.atOffset(ZoneOffset.UTC));
    }

    private static Optional<Instant> date(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // RFC 9110, 13.1.3: a date that is none is passed over
        }
    }

    /** Ends after some bytes. */
    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left;

        Limited(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(to, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
