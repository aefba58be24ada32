package io.darkroom.nodes.image;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

/** Taking pictures' channels apart. */
public final class Channels {
    private Channels() {}

    /** One channel as [batch, height, width]. */
    public static Tensor one(Image image, int channel) {
        Shape shape = image.pixels().shape();
        float[] values = new float[shape.size(0) * shape.size(1) * shape.size(2)];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.pixels().get(i * shape.size(3) + channel);
        }
        return Tensor.adopt(Shape.of(shape.size(0), shape.size(1), shape.size(2)), values);
    }

    /** The picture with red, green and blue alone. */
    public static Image rgb(Image image) {
        return image.channels() == 3 ? image : withChannels(image, 3);
    }

    /** The picture, with an opaque alpha channel added if only the other picture has one. */
    static Image withAlphaWhere(Image image, Image other) {
        return image.channels() < other.channels() ? withChannels(image, other.channels()) : image;
    }

    private static Image withChannels(Image image, int channels) {
        Shape shape = image.pixels().shape().with(3, channels);
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            int channel = i % channels;
            values[i] = channel < image.channels() ? image.pixels().get(i / channels * image.channels() + channel) : 1;
        }
        return new Image(Tensor.adopt(shape, values));
    }
}
