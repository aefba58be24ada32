package io.darkroom.cli.command;

import io.darkroom.api.node.NodeType;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.report.TextReport.Detail;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.nodes.ObjectInfoWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code darkroom nodes}: which nodes there are. */
@Command(
        name = "nodes",
        description = "Lists the nodes there are, by category.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class NodesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "All about them, as ComfyUI's /object_info.")
    private boolean json;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Mixin
    private TalkOptions talk = new TalkOptions();

    public NodesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Catalogue catalogue = Workbench.catalogue(folders.folders(surroundings), machine.settings())) {
            if (json) {
                surroundings.out().println(JsonText.of(ObjectInfoWriter.toJson(catalogue.all())));
            } else {
                list(catalogue.all(), talk.detail());
            }
            return ExitCode.DONE;
        }
    }

    private void list(List<NodeType> types, Detail detail) {
        List<NodeType> sorted = types.stream()
                .sorted(Comparator.comparing(NodeType::category).thenComparing(NodeType::id))
                .toList();
        if (detail == Detail.QUIET) {
            sorted.forEach(type -> surroundings.out().println(type.id()));
            return;
        }
        String category = "";
        for (NodeType type : sorted) {
            if (!type.category().equals(category)) {
                category = type.category();
                surroundings.out().println(category);
            }
            surroundings.out().println("  " + type.id() + (type.about().isEmpty() ? "" : "  " + type.about()));
        }
    }
}
