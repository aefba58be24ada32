package io.darkroom.engine.run;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.engine.cache.CacheKey;
import io.darkroom.engine.cache.KeyWriter;
import io.darkroom.engine.cache.NodeResult;
import io.darkroom.engine.cache.Provenance;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.disk.DiskCache;
import io.darkroom.engine.disk.FileDigests;
import io.darkroom.engine.disk.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run's way to the results on disk. Looks up by hashes that are known already, so that it never waits for one; what the run
 * made is written after it, when there is time to hash.
 */
final class Durable {
    private final Function<String, Optional<WorkflowNode>> nodes;
    private final Catalogue catalogue;
    private final Fingerprints fingerprints;
    private final Keys keys;
    private final Keys known;
    private final DiskCache disk;
    private final List<Made> made = new ArrayList<>();

    /**
     * @param nodes must not hold the run's results: it is used after the run
     * @param keys those of memory
     */
    Durable(
            Function<String, Optional<WorkflowNode>> nodes,
            Catalogue catalogue,
            Fingerprints fingerprints,
            Keys keys,
            DiskCache disk) {
        this.nodes = nodes;
        this.catalogue = catalogue;
        this.fingerprints = fingerprints;
        this.keys = keys;
        this.disk = disk;
        FileDigests digests = disk.digests();
        this.known = byContent(file -> digests.known(file).orElseThrow(() -> new IOException("Not hashed yet.")));
    }

    /** A result that a node yielded in this run. */
    private record Made(String id, NodeResult result) {}

    private Keys byContent(KeyForm.Digests digests) {
        return new Keys(nodes, catalogue, KeyWriter.ofValuesAlone(), fingerprints, KeyForm.byContent(digests));
    }

    /** What the disk has of a node. Guarded by the run's lock. */
    Optional<NodeResult> find(String id, NodeType type) {
        return type.is(Trait.DURABLE) ? known.of(id).flatMap(disk::get).flatMap(this::restored) : Optional.empty();
    }

    /** Remembers a result for {@link #keep}. Guarded by the run's lock. */
    void made(RunNode node, NodeResult result) {
        if (node.type.is(Trait.DURABLE) && result.shown().values().isEmpty()) {
            made.add(new Made(node.id(), result));
        }
    }

    /** After the run: writes what it made, on another thread. */
    void keep() {
        if (!made.isEmpty()) {
            List<Made> results = List.copyOf(made);
            disk.later(() -> {
                Keys contents = byContent(disk.digests()::of);
                results.forEach(one ->
                        contents.of(one.id).ifPresent(key -> disk.put(key, stored(one.result, contents))));
            });
        }
    }

    private StoredResult stored(NodeResult result, Keys contents) {
        List<StoredResult.Fact> facts = new ArrayList<>();
        result.provenance()
                .forEach((key, notes) -> key.flatMap(keys::holder)
                        .flatMap(contents::of)
                        .ifPresent(content -> facts.add(new StoredResult.Fact(content, notes))));
        return new StoredResult(result.outputs(), facts);
    }

    /** Empty if a file it was made from lies there no more: the picture's lock would name it in vain. */
    private Optional<NodeResult> restored(StoredResult stored) {
        List<Provenance> sources = new ArrayList<>();
        for (StoredResult.Fact fact : stored.facts()) {
            boolean missing = fact.notes().stream()
                    .map(Context.Note::file)
                    .flatMap(Optional::stream)
                    .anyMatch(Files::notExists);
            if (missing) {
                return Optional.empty();
            }
            Optional<CacheKey> key = known.holder(fact.node()).flatMap(keys::of);
            sources.add(Provenance.of(key, fact.notes(), List.of()));
        }
        return Optional.of(
                new NodeResult(stored.outputs(), Shown.NOTHING, Provenance.of(Optional.empty(), List.of(), sources)));
    }
}
