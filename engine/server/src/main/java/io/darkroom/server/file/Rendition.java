package io.darkroom.server.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form of a picture other than its file, as {@code /view} can be asked for.
 *
 * @param quality 1 to 100; of no meaning for PNG
 */
record Rendition(Format format, Channels channels, int quality) {
    static final int USUAL_QUALITY = 90;

    enum Format {
        WEBP("image/webp"),
        JPEG("image/jpeg"),
        PNG("image/png");

        final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }
    }

    enum Channels {
        ALL,
        COLOUR,
        ALPHA
    }

    /**
     * @param preview such as {@code webp;50}: the format, and the quality if the last part is a number
     * @return empty if the file itself is meant
     */
    static Optional<Rendition> asked(@Nullable String preview, @Nullable String channel) {
        String channels = channel == null ? "rgba" : channel;
        if (preview != null) {
            String[] parts = preview.split(";", -1);
            // A channel with an "a" in it keeps transparency, which JPEG has not; no channel does not ask for it.
            boolean jpeg = parts[0].equals("jpeg") && (channel == null || !channel.contains("a"));
            boolean colour = jpeg || channels.equals("rgb");
            return Optional.of(new Rendition(
                    jpeg ? Format.JPEG : Format.WEBP,
                    colour ? Channels.COLOUR : Channels.ALL,
                    quality(parts[parts.length - 1])));
        }
        return switch (channels) {
            case "rgb" -> Optional.of(new Rendition(Format.PNG, Channels.COLOUR, USUAL_QUALITY));
            case "a" -> Optional.of(new Rendition(Format.PNG, Channels.ALPHA, USUAL_QUALITY));
            default -> Optional.empty();
        };
    }

    private static int quality(String part) {
        return part.matches("[0-9]{1,9}") ? Math.max(1, Math.min(100, Integer.parseInt(part))) : USUAL_QUALITY;
    }

    byte[] encode(Pixels picture) throws IOException {
        Pixels chosen = switch (channels) {
            case ALL -> picture;
            case COLOUR -> picture.opaque();
            case ALPHA -> picture.blackWithAlpha();
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (format) {
            case WEBP -> PictureEncoder.webp(chosen, quality, out);
            case JPEG -> PictureEncoder.jpeg(chosen, quality, out);
            case PNG -> PictureEncoder.png(chosen, Map.of(), out);
        }
        return out.toByteArray();
    }
}
