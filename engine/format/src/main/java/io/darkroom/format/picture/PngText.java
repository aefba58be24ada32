package io.darkroom.format.picture;

import io.darkroom.format.WorkflowFileException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The chunks tEXt, zTXt and iTXt of a PNG (PNG specification, third edition, 11.3.3). */
final class PngText {
    static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private static final Set<String> TEXT_CHUNKS = Set.of("tEXt", "zTXt", "iTXt");
    /** A picture of 16384 x 16384 has some 100,000 chunks if its writer cut it into pieces of 8 kB. */
    private static final int MOST_CHUNKS = 1_000_000;
    /** Length, type and check sum. */
    private static final int FRAME = 12;

    private final String source;
    private final Content content;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private int room = PictureText.mostText();

    PngText(String source, Content content) {
        this.source = source;
        this.content = content;
    }

    Map<String, String> read() throws IOException {
        long position = Long.BYTES;
        for (int chunks = 0; position <= content.size() - 8; chunks++) {
            ByteBuffer head = ByteBuffer.wrap(content.at(position, 8));
            long length = Integer.toUnsignedLong(head.getInt());
            String type = StandardCharsets.ISO_8859_1.decode(head).toString();
            if (type.equals("IEND")) {
                return texts;
            }
            if (chunks >= MOST_CHUNKS) {
                throw refuse("It has more than " + MOST_CHUNKS + " chunks; no picture needs that.");
            }
            if (TEXT_CHUNKS.contains(type)) {
                readChunk(type, position, length);
            }
            position += length + FRAME;
        }
        return texts; // cut off after its texts: they are whole
    }

    private void readChunk(String type, long position, long length) throws IOException {
        if (length > room) {
            throw tooLarge();
        }
        ByteBuffer chunk = ByteBuffer.wrap(content.at(position + 4, (int) length + 8));
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 0, (int) length + 4);
        if ((int) sum.getValue() != chunk.getInt((int) length + 4)) {
            throw refuse("Its text chunk at byte " + position + " is damaged (wrong check sum); use another copy.");
        }
        chunk.position(4).limit((int) length + 4);
        String keyword = upToZero(chunk, StandardCharsets.ISO_8859_1);
        switch (type) {
            case "tEXt" ->
                put(keyword, StandardCharsets.ISO_8859_1.decode(chunk).toString());
            case "zTXt" -> {
                skipByte(chunk); // the compression method: there is only one
                put(keyword, new String(inflate(chunk), StandardCharsets.ISO_8859_1));
            }
            default -> {
                boolean compressed = skipByte(chunk) != 0;
                skipByte(chunk);
                upToZero(chunk, StandardCharsets.ISO_8859_1); // language
                upToZero(chunk, StandardCharsets.UTF_8); // keyword in that language
                put(
                        keyword,
                        compressed
                                ? new String(inflate(chunk), StandardCharsets.UTF_8)
                                : StandardCharsets.UTF_8.decode(chunk).toString());
            }
        }
    }

    private void put(String keyword, String text) {
        room -= keyword.length() + text.length();
        if (room < 0) {
            throw tooLarge();
        }
        texts.put(keyword, text);
    }

    private static byte skipByte(ByteBuffer chunk) throws EOFException {
        if (!chunk.hasRemaining()) {
            throw new EOFException("The chunk is too short.");
        }
        return chunk.get();
    }

    private static String upToZero(ByteBuffer chunk, Charset charset) {
        ByteBuffer text = chunk.duplicate();
        while (chunk.hasRemaining()) {
            if (chunk.get() == 0) {
                text.limit(chunk.position() - 1);
                break;
            }
        }
        return charset.decode(text).toString();
    }

    private byte[] inflate(ByteBuffer chunk) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(part);
                if (length == 0) {
                    throw refuse("A compressed text in it is cut off.");
                }
                whole.write(part, 0, length);
                if (whole.size() > room) {
                    throw tooLarge();
                }
            }
            return whole.toByteArray();
        } catch (DataFormatException e) {
            throw refuse("A compressed text in it is damaged; use another copy.");
        } finally {
            inflater.end();
        }
    }

    private WorkflowFileException tooLarge() {
        return refuse("It holds more than " + (PictureText.mostText() >> 20) + " MiB of text; no workflow needs that.");
    }

    private WorkflowFileException refuse(String problem) {
        return new WorkflowFileException(source, "", problem);
    }
}
