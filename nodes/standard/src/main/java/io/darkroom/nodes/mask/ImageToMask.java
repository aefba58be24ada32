package io.darkroom.nodes.mask;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Mask;
import io.darkroom.nodes.image.Channels;
import java.util.List;

@NodeInfo(
        id = "ImageToMask",
        name = "Convert Image to Mask",
        category = "mask",
        about = "Takes one channel of a picture as a mask.")
public final class ImageToMask implements Node<ImageToMask.In, ImageToMask.Out> {
    private static final List<String> CHANNELS = List.of("red", "green", "blue", "alpha");

    public record In(
            Image image,
            @Choice({"red", "green", "blue", "alpha"}) String channel) {}

    public record Out(Mask mask) {}

    @Override
    public Out run(In in, Context context) {
        int channel = CHANNELS.indexOf(in.channel());
        if (channel >= in.image().channels()) {
            throw NodeException.atInput(
                    "channel",
                    "The picture has no " + in.channel() + " channel, only "
                            + in.image().channels() + " channels; choose another one.");
        }
        return new Out(new Mask(Channels.one(in.image(), channel)));
    }
}
