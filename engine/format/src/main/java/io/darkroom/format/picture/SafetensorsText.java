package io.darkroom.format.picture;

import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code __metadata__} of a safetensors file. */
final class SafetensorsText {
    /** The format's own limit. */
    private static final long LARGEST_HEADER = 100_000_000;

    private SafetensorsText() {}

    static Map<String, String> read(String source, Content content, JsonLimits limits) throws IOException {
        long length = ByteBuffer.wrap(content.at(0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length > LARGEST_HEADER) {
            throw new WorkflowFileException(
                    source,
                    "",
                    "Its header has " + length + " bytes; a safetensors file has at most " + LARGEST_HEADER + ".");
        }
        if (length > limits.bytes()) {
            throw limits.tooLarge(source, length);
        }
        byte[] header = content.at(Long.BYTES, (int) length);
        JsonPart metadata =
                JsonPart.root(source, JsonReader.read(source, header, limits)).get("__metadata__");
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : metadata.object().keySet()) {
            metadata.get(key).text().ifPresent(text -> texts.put(key, text));
        }
        return texts;
    }
}
