package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.type.Model;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.api.type.Vae;
import io.darkroom.nodes.file.UserFile;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "DiffusersLoader",
        category = "advanced/loaders/deprecated",
        about = "Loads a diffusion model from a folder in the layout of diffusers.")
public final class DiffusersLoader implements Node<DiffusersLoader.In, DiffusersLoader.Out> {
    private final Folders folders;
    private final CheckpointParts parts;

    public DiffusersLoader(Folders folders, CheckpointParts parts) {
        this.folders = folders;
        this.parts = parts;
    }

    public record In(@Choice(from = "files:diffusers") String modelPath) {}

    public record Out(Model model, TextEncoder clip, Vae vae) {}

    @Override
    public Out run(In in, Context context) {
        CheckpointParts.Whole whole =
                parts.whole(UserFile.find(folders, "diffusers", in.modelPath(), context), context);
        return new Out(whole.model(), whole.clip(), whole.vae());
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.modelPath() == null
                ? null
                : OpenModels.identity(folders.find("diffusers", in.modelPath()).path());
    }
}
