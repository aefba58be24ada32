package io.darkroom.engine.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Results by key, kept as its policy says. Safe for concurrent use. */
public final class OutputCache {
    /** How much more a result counts for each prompt that did not use it, when memory is to be freed. */
    private static final double AGEING = 1.3; // as in ComfyUI

    /** How much of the headroom is made free once it is too small, so that not every result brings the next clean-up. */
    private static final double RELIEF = 1.1; // as in ComfyUI

    private final CachePolicy policy;
    private final LongSupplier spareBytes;
    private final Map<CacheKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long generation;

    /**
     * @param spareBytes how much of the machine's memory is free
     */
    public OutputCache(CachePolicy policy, LongSupplier spareBytes) {
        this.policy = policy;
        this.spareBytes = spareBytes;
    }

    /**
     * A new prompt begins.
     *
     * @param keys of its nodes
     */
    public synchronized void begin(Set<CacheKey> keys) {
        generation++;
        List<CacheKey> used = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (keys.contains(key) || keys.contains(entry.owner)) {
                used.add(key);
            }
        });
        used.forEach(this::use);
        if (policy instanceof CachePolicy.LatestPrompt) {
            dropOlder(0);
        }
        makeRoom();
    }

    public synchronized Optional<NodeResult> get(CacheKey key) {
        use(key);
        return Optional.ofNullable(entries.get(key)).map(entry -> entry.result);
    }

    /** Whether there is a result; asking does not make it count as used. */
    public synchronized boolean has(CacheKey key) {
        return entries.containsKey(key);
    }

    /**
     * @param owner the key of the prompt's node that the result's node was expanded from, or of the node itself
     */
    public void put(CacheKey key, CacheKey owner, NodeResult result) {
        if (policy instanceof CachePolicy.Nothing) {
            return;
        }
        long size = DeepSize.of(result);
        synchronized (this) {
            remove(key);
            if (policy instanceof CachePolicy.Bytes limit && size > limit.budget()) {
                return;
            }
            entries.put(key, new Entry(owner, result, size, generation));
            bytes += size;
            makeRoom();
        }
    }

    public synchronized void clear() {
        entries.clear();
        bytes = 0;
    }

    /** The bytes that all kept results hold. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many results are kept. */
    public synchronized int size() {
        return entries.size();
    }

    /** How many results hold each of the networks that are held, by id. */
    public Map<String, Integer> models() {
        List<NodeResult> results;
        synchronized (this) {
            results = entries.values().stream().map(entry -> entry.result).toList();
        }
        Map<String, Integer> counts = new HashMap<>();
        results.forEach(result -> result.models().forEach(model -> counts.merge(model, 1, Integer::sum)));
        return counts;
    }

    private void makeRoom() {
        if (policy instanceof CachePolicy.Bytes limit) {
            dropTo(limit.budget());
        } else if (policy instanceof CachePolicy.Results limit) {
            dropOlder(limit.results());
        } else if (policy instanceof CachePolicy.SpareMemory limit) {
            dropTo(Runtime.getRuntime().maxMemory() / 2);
            long spare = spareBytes.getAsLong();
            if (spare < limit.headroom()) {
                dropDearest((long) (RELIEF * limit.headroom()) - spare);
            }
        }
    }

    /** Down to so many bytes, the longest unused first. */
    private void dropTo(long budget) {
        Iterator<Entry> longestUnused = entries.values().iterator();
        while (bytes > budget) {
            bytes -= longestUnused.next().bytes;
            longestUnused.remove();
        }
    }

    /** Down to so many results, but none that the latest prompt uses. */
    private void dropOlder(int results) {
        Iterator<Entry> longestUnused = entries.values().iterator();
        while (entries.size() > results && longestUnused.hasNext()) {
            Entry entry = longestUnused.next();
            if (entry.generation == generation) {
                return; // what comes later was used later
            }
            bytes -= entry.bytes;
            longestUnused.remove();
        }
    }

    /** So many bytes less. They are free only after the next garbage collection, so nothing is measured in between. */
    private void dropDearest(long wanted) {
        List<Map.Entry<CacheKey, Entry>> dearest = new ArrayList<>(entries.entrySet());
        dearest.sort(Comparator.comparingDouble(entry -> -entry.getValue().burden(generation)));
        long freed = 0;
        for (Map.Entry<CacheKey, Entry> entry : dearest) {
            if (freed >= wanted) {
                return;
            }
            freed += entry.getValue().bytes;
            remove(entry.getKey());
        }
    }

    private void use(CacheKey key) {
        Entry entry = entries.get(key);
        if (entry != null) {
            entry.generation = generation;
        }
    }

    private void remove(CacheKey key) {
        Entry entry = entries.remove(key);
        bytes -= entry == null ? 0 : entry.bytes;
    }

    /** A kept result and the prompt that used it last. */
    private static final class Entry {
        private final CacheKey owner;
        private final NodeResult result;
        private final long bytes;
        private long generation;

        Entry(CacheKey owner, NodeResult result, long bytes, long generation) {
            this.owner = owner;
            this.result = result;
            this.bytes = bytes;
            this.generation = generation;
        }

        double burden(long now) {
            return Math.pow(AGEING, (double) (now - generation)) * bytes;
        }
    }
}
