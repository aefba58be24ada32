package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Arguments;
import io.darkroom.api.node.Behaviour;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Widget;
import io.darkroom.api.type.Vae;
import io.darkroom.nodes.file.UserFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The node {@code VAELoader}; written as a description because its choices are files and two names that are none:
 * {@code taesd}, if both its halves lie in {@code vae_approx}, and {@code pixel_space}.
 */
public final class VaeLoader implements Behaviour {
    private static final String PIXEL_SPACE = "pixel_space";
    private static final String TAESD = TaesdFiles.TAESD;

    private final Folders folders;
    private final CheckpointParts parts;

    private VaeLoader(Folders folders, CheckpointParts parts) {
        this.folders = folders;
        this.parts = parts;
    }

    public static NodeType type(Folders folders, CheckpointParts parts) {
        VaeLoader loader = new VaeLoader(folders, parts);
        Widget names = new Widget.Choice(loader::names, Optional.empty(), Optional.of("vae"), false, false);
        return new NodeType(
                "VAELoader",
                "Load VAE",
                "loaders",
                "Loads a VAE from a file of its own.",
                List.of(InputSlot.widget("vae_name", names, InputSlot.Presence.REQUIRED)),
                List.of(OutputSlot.of("VAE", "VAE")),
                Set.of(),
                "nodes",
                loader);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(folders.list("vae"));
        if (half("encoder").isPresent() && half("decoder").isPresent()) {
            names.add(TAESD);
        }
        names.add(PIXEL_SPACE);
        return names;
    }

    private Optional<String> half(String name) {
        return TaesdFiles.half(folders, name);
    }

    @Override
    public Outcome run(Arguments arguments, Context context) {
        String name = arguments.get("vae_name", String.class);
        return Outcome.Values.of(
                switch (name) {
                    case PIXEL_SPACE -> new PixelSpaceVae();
                    case TAESD -> taesd(context);
                    default -> parts.vae(UserFile.find(folders, "vae", name, context), context);
                });
    }

    private Vae taesd(Context context) {
        return parts.taesd(
                UserFile.find(folders, TaesdFiles.FOLDER, half("encoder").orElseThrow(VaeLoader::incomplete), context),
                UserFile.find(folders, TaesdFiles.FOLDER, half("decoder").orElseThrow(VaeLoader::incomplete), context),
                context);
    }

    private static NodeException incomplete() {
        return new NodeException("\"taesd\" needs the files taesd_encoder.safetensors and taesd_decoder.safetensors in"
                + " models/vae_approx; put both there.");
    }

    @Override
    public @Nullable Object fingerprint(Arguments constants) throws Exception {
        Object name = constants.get("vae_name");
        return name instanceof String file && folders.list("vae").contains(file)
                ? OpenModels.identity(folders.find("vae", file).path())
                : null;
    }
}
