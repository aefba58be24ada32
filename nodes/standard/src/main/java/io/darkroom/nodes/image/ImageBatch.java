package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Named;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.resample.Frame;
import io.darkroom.nodes.resample.Resampling;
import java.util.List;

@NodeInfo(
        id = "ImageBatch",
        name = "Batch Images",
        category = "image",
        about = "Joins two batches; the second is cut and resized to the first one's size.")
public final class ImageBatch implements Node<ImageBatch.In, ImageBatch.Out> {
    public record In(
            @Named("image1") Image first, @Named("image2") Image second) {}

    public record Out(Image image) {}

    @Override
    public Out run(In in, Context context) {
        Tensor first = Channels.withAlphaWhere(in.first(), in.second()).pixels();
        Image second = Channels.withAlphaWhere(in.second(), in.first());
        int width = in.first().width();
        int height = in.first().height();
        if (second.width() != width || second.height() != height) {
            Tensor framed = Frame.centre(Frame.channelsFirst(second), width, height);
            second = Frame.channelsLast(Resampling.BILINEAR.apply(framed, width, height));
        }
        return new Out(new Image(Tensor.stack(List.of(first, second.pixels()))));
    }
}
