package io.darkroom.api.picture;

import io.darkroom.api.type.Image;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/** What lies in one place of a sheet. */
public sealed interface Cell {
    /** The first picture of a batch; alpha shows the paper. */
    static Cell of(Image image) {
        return new Picture(image.width(), image.height(), () -> Pixels.bitmap(image));
    }

    static Cell of(BufferedImage image) {
        return new Picture(image.getWidth(), image.getHeight(), () -> image);
    }

    /** A picture that is not there, and why in a few words. */
    static Cell missing(String why) {
        return new Missing(why);
    }

    /**
     * A picture that is fetched while the sheet is drawn, so that a large sheet holds one at a time.
     *
     * @param width of what {@code pixels} gives
     * @param height of what {@code pixels} gives
     * @param pixels called once for each drawing
     */
    record Picture(int width, int height, Supplier<BufferedImage> pixels) implements Cell {
        public Picture {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "A picture of " + width + " x " + height + " pixels cannot be shown; both must be at least 1.");
            }
        }
    }

    /** An empty place. */
    record Missing(String why) implements Cell {}
}
