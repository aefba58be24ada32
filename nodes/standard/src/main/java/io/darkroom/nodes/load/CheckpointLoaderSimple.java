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
        id = "CheckpointLoaderSimple",
        name = "Load Checkpoint",
        category = "loaders",
        about = "Loads a diffusion model with its text encoder and its VAE.")
public final class CheckpointLoaderSimple implements Node<CheckpointLoaderSimple.In, CheckpointLoaderSimple.Out> {
    private final Folders folders;
    private final CheckpointParts parts;

    public CheckpointLoaderSimple(Folders folders, CheckpointParts parts) {
        this.folders = folders;
        this.parts = parts;
    }

    public record In(@Choice(from = "files:checkpoints") String ckptName) {}

    public record Out(Model model, TextEncoder clip, Vae vae) {}

    @Override
    public Out run(In in, Context context) {
        CheckpointParts.Whole whole =
                parts.whole(UserFile.find(folders, "checkpoints", in.ckptName(), context), context);
        return new Out(whole.model(), whole.clip(), whole.vae());
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.ckptName() == null
                ? null
                : OpenModels.identity(folders.find("checkpoints", in.ckptName()).path());
    }
}
