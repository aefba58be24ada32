package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.picture.PictureWriter;

@NodeInfo(
        id = "PreviewImage",
        name = "Preview Image",
        category = "image",
        about = "Shows pictures without keeping them.",
        traits = Trait.OUTPUT)
public final class PreviewImage implements Node<PreviewImage.In, PreviewImage.Out> {
    private final PictureWriter writer;
    private final String prefix;

    /**
     * @param writer into the folder for temporary files
     * @param suffix keeps the names of several programs over one folder apart
     */
    public PreviewImage(PictureWriter writer, String suffix) {
        this.writer = writer;
        this.prefix = "ComfyUI_temp_" + suffix;
    }

    public record In(Image images) {}

    public record Out(Shown shown) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(writer.save(in.images(), prefix, context));
    }
}
