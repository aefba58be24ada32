package io.darkroom.format.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of JPEG and WebP pictures: in their EXIF block (Exif 3.0, 4.6) each text {@code KEYWORD:...}, the user comment
 * (A1111's {@code parameters}), and JPEG comments.
 */
final class ExifText {
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int USER_COMMENT = 0x9286;
    private static final int ASCII = 2;
    private static final int UNDEFINED = 7;
    private static final int MOST_SEGMENTS = 10_000;
    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern KEYWORD = Pattern.compile("\\s*([A-Za-z_]{1,40})\\s*:\\s*(?=\\{)");

    private final Map<String, String> texts = new LinkedHashMap<>();

    private int room = PictureText.mostText();

    private ExifText() {}

    static Map<String, String> ofWebp(Content content) throws IOException {
        ExifText reader = new ExifText();
        long position = 12;
        for (int i = 0; i < MOST_SEGMENTS && position + 8 <= content.size(); i++) {
            ByteBuffer head = ByteBuffer.wrap(content.at(position, 8)).order(ByteOrder.LITTLE_ENDIAN);
            long length = Integer.toUnsignedLong(head.getInt(4));
            if (head.getInt(0) == 0x46495845 && length <= reader.room) { // EXIF
                reader.exif(content.at(position + 8, (int) length));
            }
            position += 8 + length + (length & 1);
        }
        return reader.texts;
    }

    static Map<String, String> ofJpeg(Content content) throws IOException {
        ExifText reader = new ExifText();
        long position = 2;
        for (int i = 0; i < MOST_SEGMENTS && position + 4 <= content.size(); i++) {
            ByteBuffer head = ByteBuffer.wrap(content.at(position, 4));
            int marker = head.getShort(0) & 0xffff;
            int length = head.getShort(2) & 0xffff;
            if (marker < 0xff01
                    || marker == 0xffda
                    || length < 2) { // not a segment, or the start of the picture itself
                break;
            }
            byte[] segment = content.at(position + 4, length - 2);
            if (marker == 0xffe1) {
                reader.exif(segment);
            } else if (marker == 0xfffe) {
                reader.add(new String(segment, StandardCharsets.UTF_8));
            }
            position += 2 + length;
        }
        return reader.texts;
    }

    private void exif(byte[] block) throws IOException {
        boolean prefixed = block.length >= PREFIX.length
                && ByteBuffer.wrap(block, 0, PREFIX.length).equals(ByteBuffer.wrap(PREFIX));
        if (!prefixed && !isTiff(block)) {
            return; // the same segment also carries XMP
        }
        ByteBuffer tiff = ByteBuffer.wrap(
                        block, prefixed ? PREFIX.length : 0, block.length - (prefixed ? PREFIX.length : 0))
                .slice();
        try {
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            directory(tiff, tiff.getInt(4), true);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
            throw new EOFException("The EXIF block points outside of itself.");
        }
    }

    private static boolean isTiff(byte[] block) {
        return block.length >= 8 && (block[0] == 'I' || block[0] == 'M') && block[0] == block[1];
    }

    private void directory(ByteBuffer tiff, int start, boolean outer) {
        int entries = tiff.getShort(start) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = start + 2 + 12 * i;
            int tag = tiff.getShort(entry) & 0xffff;
            int type = tiff.getShort(entry + 2);
            int length = tiff.getInt(entry + 4);
            if (type == ASCII || (type == UNDEFINED && tag == USER_COMMENT)) {
                if (length < 0 || length > room) {
                    throw new IndexOutOfBoundsException(length);
                }
                room -= length; // entries may all point at the same bytes
                byte[] value = new byte[length];
                tiff.get(length <= 4 ? entry + 8 : tiff.getInt(entry + 8), value);
                add(tag == USER_COMMENT ? comment(value) : new String(value, StandardCharsets.UTF_8));
            } else if (tag == EXIF_DIRECTORY && outer) {
                directory(tiff, tiff.getInt(entry + 8), false);
            }
        }
    }

    /** A user comment starts with the name of its encoding in 8 bytes. */
    private static String comment(byte[] value) {
        int start = Math.min(8, value.length);
        boolean unicode = new String(value, 0, start, StandardCharsets.US_ASCII).startsWith("UNICODE");
        return new String(
                value, start, value.length - start, unicode ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    }

    /** Files the text under the keyword it starts with, or, if it looks like A1111's, under {@code parameters}. */
    private void add(String raw) {
        String text = raw.indexOf('\0') >= 0 ? raw.substring(0, raw.indexOf('\0')) : raw;
        Matcher keyword = KEYWORD.matcher(text);
        if (keyword.lookingAt()) {
            texts.putIfAbsent(keyword.group(1).toLowerCase(Locale.ROOT), text.substring(keyword.end()));
        } else if (text.stripLeading().startsWith("{")) {
            texts.putIfAbsent(text.contains("\"class_type\"") ? "prompt" : "workflow", text);
        } else if (text.contains("Steps: ")) {
            texts.putIfAbsent("parameters", text);
        }
    }
}
