package io.darkroom.engine.cache;

import io.darkroom.api.node.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a node and all it depends on noted. Shared between results, so that a result keeps its notes when those it was made
 * from have left the cache. Not a record: comparing or printing one must not walk the whole graph behind it.
 */
public final class Provenance {
    private static final Provenance NOTHING = new Provenance(Optional.empty(), List.of(), List.of());

    private final Optional<CacheKey> key;
    private final List<Context.Note> own;
    private final List<Provenance> sources;

    private Provenance(Optional<CacheKey> key, List<Context.Note> own, List<Provenance> sources) {
        this.key = key;
        this.own = own;
        this.sources = sources;
    }

    /**
     * @param key of the node's result, if it has one
     * @param own what the node itself noted
     * @param sources of the results it was made from
     */
    public static Provenance of(Optional<CacheKey> key, List<Context.Note> own, Collection<Provenance> sources) {
        if (own.isEmpty() && sources.stream().allMatch(source -> source == NOTHING)) {
            return NOTHING; // the usual case, for which nothing should be made
        }
        Set<Provenance> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Provenance> kept = new ArrayList<>();
        for (Provenance source : sources) {
            if (source != NOTHING && distinct.add(source)) {
                kept.add(source);
            }
        }
        if (own.isEmpty() && kept.size() == 1) {
            return kept.get(0); // chains of silent nodes leave no trace
        }
        return new Provenance(key, List.copyOf(own), List.copyOf(kept));
    }

    /**
     * All notes, those of sources before those of what was made from them.
     *
     * @param currentId the node that has a key in the current workflow; a result may come from a run in which it had another
     *     id
     */
    public List<Context.Note> notes(Function<CacheKey, Optional<String>> currentId) {
        List<Context.Note> notes = new ArrayList<>();
        inOrder(part -> part.addOwn(notes, currentId));
        return notes;
    }

    /** Each node's notes, those of sources before those of what was made from them; without a key if its result has none. */
    public void forEach(BiConsumer<Optional<CacheKey>, List<Context.Note>> action) {
        inOrder(part -> action.accept(part.key, part.own));
    }

    private void inOrder(Consumer<Provenance> action) {
        Set<Provenance> entered = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit(this, false));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            if (visit.sourcesDone) {
                action.accept(visit.of);
            } else if (entered.add(visit.of)) {
                open.push(new Visit(visit.of, true));
                for (int i = visit.of.sources.size() - 1; i >= 0; i--) {
                    open.push(new Visit(visit.of.sources.get(i), false));
                }
            }
        }
    }

    private void addOwn(List<Context.Note> notes, Function<CacheKey, Optional<String>> currentId) {
        Optional<String> id = key.flatMap(currentId);
        for (Context.Note note : own) {
            notes.add(id.isEmpty() ? note : new Context.Note(id.get(), note.about(), note.text(), note.file()));
        }
    }

    private record Visit(Provenance of, boolean sourcesDone) {}
}
