package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.nodes.file.UserFile;
import io.darkroom.onnx.OnnxNetworks;
import io.darkroom.onnx.weights.TensorFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "UpscaleModelLoader",
        name = "Load Upscale Model",
        category = "loaders",
        about = "Loads a network that enlarges pictures (ESRGAN family).")
public final class UpscaleModelLoader implements Node<UpscaleModelLoader.In, UpscaleModelLoader.Out> {
    private final Folders folders;
    private final OnnxNetworks networks;

    public UpscaleModelLoader(Folders folders, OnnxNetworks networks) {
        this.folders = folders;
        this.networks = networks;
    }

    public record In(@Choice(from = "files:upscale_models") String modelName) {}

    public record Out(UpscaleModel upscaleModel) {}

    @Override
    public Out run(In in, Context context) {
        Path path = UserFile.find(folders, "upscale_models", in.modelName(), context);
        CheckpointParts.noteProvider(networks, context);
        try (TensorFile file = TensorFile.open(path)) {
            return new Out(networks.upscaler(file.lasting()));
        }
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.modelName() == null
                ? null
                : FileIdentity.of(folders.find("upscale_models", in.modelName()).path());
    }
}
