package io.darkroom.nodes.image;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Mask;
import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.nodes.file.UserFile;
import io.darkroom.nodes.picture.Bitmap;
import io.darkroom.nodes.picture.PictureReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "LoadImage",
        name = "Load Image",
        category = "image",
        about = "Loads a picture; its transparency becomes the mask.")
public final class LoadImage implements Node<LoadImage.In, LoadImage.Out> {
    /** The side of the mask of a picture without transparency, as in the reference. */
    private static final int EMPTY_MASK = 64;

    private final Folders folders;
    private final PictureReader reader;

    public LoadImage(Folders folders, PictureReader reader) {
        this.folders = folders;
        this.reader = reader;
    }

    public record In(
            @Choice(from = "files:input", upload = true) String image) {}

    public record Out(Image image, Mask mask) {}

    @Override
    public Out run(In in, Context context) {
        Path file = UserFile.find(folders, "input", in.image(), context);
        List<Bitmap> frames = reader.read(file, context::warn);
        Image image = new Image(Tensor.stack(frames.stream().map(Bitmap::rgb).toList()));
        return new Out(image, new Mask(mask(frames)));
    }

    private static Tensor mask(List<Bitmap> frames) {
        if (frames.stream().noneMatch(Bitmap::isTransparent)) {
            return Tensor.zeros(Shape.of(frames.size(), EMPTY_MASK, EMPTY_MASK));
        }
        return Tensor.stack(frames.stream()
                .map(frame -> frame.channel(Bitmap.Channel.ALPHA).map(alpha -> 1 - alpha))
                .toList());
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.image() == null
                ? null
                : FileIdentity.of(folders.find("input", in.image()).path());
    }
}
