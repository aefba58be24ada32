package io.darkroom.nodes.image;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Mask;
import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.nodes.file.UserFile;
import io.darkroom.nodes.picture.Bitmap;
import io.darkroom.nodes.picture.PictureReader;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "LoadImageMask",
        name = "Load Image (as Mask)",
        category = "mask",
        about = "Loads one channel of a picture as a mask; alpha selects what is transparent.")
public final class LoadImageMask implements Node<LoadImageMask.In, LoadImageMask.Out> {
    private final Folders folders;
    private final PictureReader reader;

    public LoadImageMask(Folders folders, PictureReader reader) {
        this.folders = folders;
        this.reader = reader;
    }

    public record In(
            @Choice(from = "files:input", upload = true) String image,
            @Choice({"alpha", "red", "green", "blue"}) String channel) {}

    public record Out(Mask mask) {}

    @Override
    public Out run(In in, Context context) {
        Path file = UserFile.find(folders, "input", in.image(), context);
        Bitmap.Channel channel = Bitmap.Channel.valueOf(in.channel().toUpperCase(Locale.ROOT));
        Tensor values = reader.read(file, context::warn).get(0).channel(channel);
        return new Out(new Mask(channel == Bitmap.Channel.ALPHA ? values.map(alpha -> 1 - alpha) : values));
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.image() == null
                ? null
                : FileIdentity.of(folders.find("input", in.image()).path());
    }
}
