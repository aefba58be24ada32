package io.darkroom.nodes.conditioning;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Real;
import io.darkroom.api.node.Text;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.TextEncoder;
import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.nodes.file.UserFile;
import io.darkroom.onnx.embedding.EmbeddingFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

@NodeInfo(
        id = "TextualInversionInject",
        name = "Textual Inversion (Inject)",
        category = "loaders",
        about = "Lets a word stand for a textual inversion in all prompts encoded behind this node, in any case of its"
                + " letters. Without a trigger the word is the file's name.")
public final class TextualInversionInject implements Node<TextualInversionInject.In, TextualInversionInject.Out> {
    private final Folders folders;

    public TextualInversionInject(Folders folders) {
        this.folders = folders;
    }

    /**
     * @param strength the vectors are multiplied by it
     */
    public record In(
            TextEncoder clip,
            @Choice(from = "files:embeddings") String embedding,
            @Text String trigger,
            @Real(def = 1, min = -10, max = 10) double strength) {}

    public record Out(TextEncoder clip) {}

    @Override
    public Out run(In in, Context context) {
        Path file = UserFile.find(folders, "embeddings", in.embedding(), context);
        Tensor vectors = EmbeddingFile.read(file, in.clip().family(), in.clip().width());
        String word = in.trigger().isBlank() ? baseName(file) : in.trigger().strip();
        return new Out(in.clip().withTrigger(new TextEncoder.Trigger(word, vectors, in.strength())));
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    @Override
    public @Nullable Object fingerprint(In in) throws Exception {
        return in.embedding() == null
                ? null
                : FileIdentity.of(folders.find("embeddings", in.embedding()).path());
    }
}
