package io.darkroom.format.picture;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts inside a picture or model file, by keyword: {@code prompt} (API format), {@code workflow} (editor format),
 * {@code parameters} (A1111), {@code darkroom} (our lock), and whatever else there is.
 *
 * @param texts by keyword, in file order
 */
public record PictureText(Container container, Map<String, String> texts) {
    private static final int HEAD = 16;

    public PictureText {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** What kind of file it is. */
    public enum Container {
        PNG,
        WEBP,
        JPEG,
        /** Models, and {@code .latent} files. */
        SAFETENSORS
    }

    /** How many characters all texts of one file may have, which bounds what compressed ones may unfold into. */
    static int mostText() {
        return (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);
    }

    public Optional<String> get(String keyword) {
        return Optional.ofNullable(texts.get(keyword));
    }

    /**
     * @param source the file, as the user calls it
     * @return empty if it is none of these kinds of file
     * @throws WorkflowFileException if it is one, but its texts are damaged or too large
     */
    public static Optional<PictureText> read(String source, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(source, Content.of(channel));
        }
    }

    /** As {@link #read(String, Path)}, for a file in memory. */
    public static Optional<PictureText> read(String source, byte[] file) {
        try {
            return read(source, Content.of(file));
        } catch (IOException e) {
            throw new WorkflowFileException(source, "", "It cannot be read: " + e.getMessage());
        }
    }

    private static Optional<PictureText> read(String source, Content content) throws IOException {
        Optional<Container> container = detect(content.at(0, (int) Math.min(HEAD, content.size())), content.size());
        if (container.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, String> texts = switch (container.get()) {
                case PNG -> new PngText(source, content).read();
                case WEBP -> ExifText.ofWebp(content);
                case JPEG -> ExifText.ofJpeg(content);
                case SAFETENSORS -> SafetensorsText.read(source, content, JsonLimits.standard());
            };
            return Optional.of(new PictureText(container.get(), texts));
        } catch (EOFException e) {
            throw new WorkflowFileException(source, "", "It ends early; it was not saved or copied completely.");
        }
    }

    private static Optional<Container> detect(byte[] head, long size) {
        if (head.length < HEAD) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (bytes.getLong(0) == PngText.SIGNATURE) {
            return Optional.of(Container.PNG);
        }
        if (bytes.getInt(0) == 0x52494646 && bytes.getInt(8) == 0x57454250) { // RIFF, WEBP
            return Optional.of(Container.WEBP);
        }
        if ((bytes.getInt(0) >>> 8) == 0xffd8ff) {
            return Optional.of(Container.JPEG);
        }
        long header = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        return header > 0 && header <= size - Long.BYTES && header <= Integer.MAX_VALUE && head[Long.BYTES] == '{'
                ? Optional.of(Container.SAFETENSORS)
                : Optional.empty();
    }
}
