package io.darkroom.engine.catalogue;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeType;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Loads a catalogue of a few nodes. */
final class ToyCatalogue {
    private ToyCatalogue() {}

    static NodePack pack(Node<?, ?>... nodes) {
        return new NodePack() {
            @Override
            public Contribution contribute(Environment environment) {
                return new Contribution(
                        List.of(nodes), List.of(), List.of(), List.of(), Map.of("toy.lists", () -> List.of("a", "b")));
            }

            @Override
            public String source() {
                return "toys";
            }
        };
    }

    static Catalogue load(NodePack... packs) {
        return Catalogue.load(
                List.of(packs),
                new UserFolders(Directories.under(Path.of("no such folder"))),
                new Settings(Settings.Device.CPU, 1, OptionalLong.empty()));
    }

    static NodeType type(Node<?, ?> node) {
        try (Catalogue catalogue = load(pack(node))) {
            return catalogue.all().get(0);
        }
    }
}
