package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.picture.PictureWriter;

@NodeInfo(
        id = "SaveImage",
        name = "Save Image",
        category = "image",
        about = "Saves pictures as PNG with the workflow that made them.",
        traits = Trait.OUTPUT)
public final class SaveImage implements Node<SaveImage.In, SaveImage.Out> {
    private final PictureWriter writer;

    /**
     * @param writer into the output folder
     */
    public SaveImage(PictureWriter writer) {
        this.writer = writer;
    }

    public record In(Image images, @Text(def = "ComfyUI") String filenamePrefix) {}

    public record Out(Shown shown) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(writer.save(in.images(), in.filenamePrefix(), context));
    }
}
