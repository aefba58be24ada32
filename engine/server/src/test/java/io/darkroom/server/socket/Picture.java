package io.darkroom.server.socket;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** A binary frame with a picture, taken apart. */
record Picture(int type, String format, JsonPart metadata, BufferedImage image) {
    static Picture of(byte[] bytes) {
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        int type = frame.getInt();
        int second = frame.getInt();
        if (type == 1) {
            return new Picture(
                    type, second == 1 ? "image/jpeg" : "image/png", JsonPart.root("metadata", null), image(frame));
        }
        byte[] json = new byte[second];
        frame.get(json);
        JsonPart metadata = JsonPart.root("metadata", JsonReader.read("metadata", json, JsonLimits.standard()));
        return new Picture(type, metadata.get("image_type").text().orElse(""), metadata, image(frame));
    }

    private static BufferedImage image(ByteBuffer frame) {
        try {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
