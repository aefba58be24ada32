package io.darkroom.cli.toy;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Text;
import io.darkroom.api.node.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Saves text as SaveImage saves pictures. */
@NodeInfo(id = "toy.Keep", name = "Keep", category = "toys", traits = Trait.OUTPUT)
final class Keep implements Node<Keep.In, Keep.Out> {
    private final Path folder;

    Keep(Path folder) {
        this.folder = folder;
    }

    public record In(@Text String words, @Text(def = "toy") String filenamePrefix) {}

    public record Out(Shown shown) {}

    @Override
    public Out run(In in, Context context) throws IOException {
        Files.createDirectories(folder);
        int number = 1;
        while (Files.exists(folder.resolve(in.filenamePrefix + "_" + number + ".txt"))) {
            number++;
        }
        String name = in.filenamePrefix + "_" + number + ".txt";
        Files.writeString(
                folder.resolve(name), in.words + "\n" + context.pictureText().keySet());
        return new Out(Shown.images(List.of(new Shown.SavedFile(name, "", "output"))));
    }
}
