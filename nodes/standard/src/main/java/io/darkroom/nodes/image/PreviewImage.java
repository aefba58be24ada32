package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.picture.PictureWriter;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

@NodeInfo(
        id = "PreviewImage",
        name = "Preview Image",
        category = "image",
        about = "Shows pictures without keeping them.",
        traits = Trait.OUTPUT)
public final class PreviewImage implements Node<PreviewImage.In, PreviewImage.Out> {
    private final PictureWriter writer;
    private final String prefix;

    private PreviewImage(PictureWriter writer, String prefix) {
        this.writer = writer;
        this.prefix = prefix;
    }

    /**
     * The node with names of its own: several programs may share the folder for temporary files.
     *
     * @param writer into that folder
     */
    public static PreviewImage into(PictureWriter writer) {
        String letters = new SplittableRandom()
                .ints(5, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return new PreviewImage(writer, "ComfyUI_temp_" + letters);
    }

    public record In(Image images) {}

    public record Out(Shown shown) {}

    @Override
    public Out run(In in, Context context) {
        return new Out(writer.save(in.images(), prefix, context));
    }
}
