package io.darkroom.server.model;

import io.darkroom.format.picture.PictureText;
import io.darkroom.format.picture.PictureText.Container;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The metadata in the header of a safetensors file. */
final class ModelHeader {
    /** ComfyUI's limit: what is larger is not shown. */
    private static final long LONGEST = 1 << 20;

    private ModelHeader() {}

    /** Empty if it is no safetensors file, or its header is long. */
    static Optional<Map<String, String>> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".safetensors") || !Files.isRegularFile(file) || length(file) > LONGEST) {
            return Optional.empty();
        }
        return PictureText.read(name, file)
                .filter(text -> text.container() == Container.SAFETENSORS)
                .map(PictureText::texts);
    }

    private static long length(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Long.BYTES);
            long length = start.length < Long.BYTES
                    ? Long.MAX_VALUE
                    : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
            return length < 0 ? Long.MAX_VALUE : length;
        }
    }
}
