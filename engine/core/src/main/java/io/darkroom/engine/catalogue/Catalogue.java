package io.darkroom.engine.catalogue;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.Extensions;
import io.darkroom.api.extension.Folders;
import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The node types there are, by id. Unchanging once loaded; safe for concurrent use. Closing it closes its packs. */
public final class Catalogue implements AutoCloseable {
    private final Map<String, NodeType> types;
    private final Folders folders;
    private final Extensions extensions;
    private final List<NodePack> packs;

    private Catalogue(Map<String, NodeType> types, Folders folders, Extensions extensions, List<NodePack> packs) {
        this.types = types;
        this.folders = folders;
        this.extensions = extensions;
        this.packs = packs;
    }

    /**
     * Asks each pack once for what it adds. All packs are asked before any node class is read, so that a combo may be
     * filled from a list that a later pack contributes.
     *
     * @throws CatalogueException if a class is not written as a node must be, or an id exists twice; the packs are closed
     */
    public static Catalogue load(List<NodePack> packs, Folders folders, Settings settings) {
        ExtensionLists extensions = new ExtensionLists();
        ChoiceLists lists = new ChoiceLists(folders, extensions);
        Environment environment = new Environment(folders, settings, extensions);
        try {
            Map<NodePack, Contribution> contributions = new LinkedHashMap<>();
            for (NodePack pack : packs) {
                Contribution contribution = pack.contribute(environment);
                contributions.put(pack, contribution);
                extensions.add(contribution, pack.source());
                contribution.choices().forEach((name, choices) -> lists.add(name, choices, pack.source()));
            }
            RecordNodes classes = new RecordNodes(lists);
            Map<String, NodeType> types = new LinkedHashMap<>();
            contributions.forEach((pack, contribution) -> {
                for (Node<?, ?> node : contribution.nodes()) {
                    add(types, classes.describe(node, pack.source()));
                }
                contribution.types().forEach(type -> add(types, type));
            });
            return new Catalogue(types, folders, extensions, List.copyOf(packs));
        } catch (RuntimeException | Error e) {
            try {
                closeAll(packs);
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private static void add(Map<String, NodeType> types, NodeType type) {
        Set<String> names = new HashSet<>();
        for (InputSlot input : type.inputs()) {
            if (!names.add(input.name())) {
                throw new CatalogueException("Node type \"" + type.id() + "\" of " + type.source()
                        + " has two inputs \"" + input.name() + "\"; rename one.");
            }
        }
        NodeType earlier = types.putIfAbsent(type.id(), type);
        if (earlier != null) {
            throw new CatalogueException("Node type \"" + type.id() + "\" comes from both " + earlier.source() + " and "
                    + type.source() + "; remove one of them.");
        }
    }

    public Optional<NodeType> find(String id) {
        return Optional.ofNullable(types.get(id));
    }

    /** All types, in the order of their packs. */
    public List<NodeType> all() {
        return List.copyOf(types.values());
    }

    /** The ids of all types. */
    public Set<String> ids() {
        return Set.copyOf(types.keySet());
    }

    public Folders folders() {
        return folders;
    }

    /** The samplers and schedulers of all packs. */
    public Extensions extensions() {
        return extensions;
    }

    /** What the nodes of all packs hold in memory. Does not wait for work. */
    public List<LoadedModel> loaded() {
        return packs.stream().flatMap(pack -> pack.loaded().stream()).toList();
    }

    /** Puts all of it out of memory, once what is at work is done; what is needed later loads again. */
    public void unload() {
        forEach(packs, NodePack::unload);
    }

    @Override
    public void close() {
        closeAll(packs);
    }

    /** Last loaded, first closed. */
    private static void closeAll(List<NodePack> packs) {
        forEach(packs, NodePack::close);
    }

    /** The last pack first; one that fails does not spare the others. */
    private static void forEach(List<NodePack> packs, Consumer<NodePack> action) {
        List<RuntimeException> failures = new ArrayList<>();
        for (int i = packs.size() - 1; i >= 0; i--) {
            try {
                action.accept(packs.get(i));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }
}
