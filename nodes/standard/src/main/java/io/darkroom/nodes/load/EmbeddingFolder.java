package io.darkroom.nodes.load;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Context;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.diffusion.text.EmbeddingSource;
import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.onnx.embedding.EmbeddingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The textual inversions in the folders for embeddings, by the names that prompts give them. Safe for concurrent use. */
public final class EmbeddingFolder implements EmbeddingSource {
    private static final String TYPE = "embeddings";

    /** What a name may lack, in the order in which it is tried. */
    private static final List<String> ENDINGS = List.of("", ".safetensors", ".pt", ".bin");

    private static final Pattern MENTION = Pattern.compile("embedding:([^\\s,():]+)");

    private final Folders folders;

    public EmbeddingFolder(Folders folders) {
        this.folders = folders;
    }

    @Override
    public Optional<Tensor> find(String name, TextNetwork.Family family, int width) {
        return locate(name).map(path -> EmbeddingFile.read(path, family, width));
    }

    /** The file of a name as it stands, else the one below any sub-folder. */
    private Optional<Path> locate(String name) {
        List<String> files = folders.list(TYPE);
        for (String ending : ENDINGS) {
            if (files.contains(name + ending)) {
                return Optional.of(folders.find(TYPE, name + ending).path());
            }
        }
        for (String ending : ENDINGS) {
            Optional<String> below = files.stream()
                    .filter(file -> file.endsWith("/" + name + ending))
                    .findFirst();
            if (below.isPresent()) {
                return Optional.of(folders.find(TYPE, below.get()).path());
            }
        }
        return Optional.empty();
    }

    /** Says which files a prompt depends on. */
    public void note(String prompt, Context context) {
        Matcher mentions = MENTION.matcher(prompt);
        while (mentions.find()) {
            locate(mentions.group(1)).ifPresent(path -> context.uses(TYPE, path));
        }
    }

    /** Whether a prompt may depend on files at all. */
    public static boolean mentioned(String prompt) {
        return prompt.contains("embedding:");
    }

    /** What tells two states of the folders apart. */
    public List<FileIdentity> identity() throws IOException {
        List<FileIdentity> identity = new ArrayList<>();
        for (Path folder : folders.folders(TYPE)) {
            if (Files.isDirectory(folder)) {
                identity.add(FileIdentity.of(folder));
            }
        }
        return identity;
    }
}
