package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Trait;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;

@NodeInfo(
        id = "SaveImageWebsocket",
        category = "api/image",
        about = "Sends pictures to the client that asked for them, without writing files.",
        traits = Trait.OUTPUT)
public final class SaveImageWebsocket implements Node<SaveImageWebsocket.In, SaveImageWebsocket.Out> {
    public record In(Image images) {}

    public record Out() {}

    @Override
    public Out run(In in, Context context) {
        Tensor pixels = in.images().pixels();
        for (int i = 0; i < in.images().batch(); i++) {
            context.progress(i, in.images().batch());
            context.send(new Image(pixels.slice(i, i + 1)));
        }
        return new Out();
    }

    /** Each run has a client that waits for the pictures. */
    @Override
    public Object fingerprint(In in) {
        return Double.NaN;
    }
}
