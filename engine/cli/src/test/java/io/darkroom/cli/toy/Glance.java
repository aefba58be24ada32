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

/** Shows text as PreviewImage shows pictures. */
@NodeInfo(id = "toy.Glance", name = "Glance", category = "toys", traits = Trait.OUTPUT)
final class Glance implements Node<Glance.In, Glance.Out> {
    private final Path folder;

    Glance(Path folder) {
        this.folder = folder;
    }

    public record In(@Text String words) {}

    public record Out(Shown shown) {}

    @Override
    public Out run(In in, Context context) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("glance.txt"), in.words);
        return new Out(Shown.images(List.of(new Shown.SavedFile("glance.txt", "", "temp"))));
    }
}
