package io.darkroom.engine.cache;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results by key, bounded in bytes: the one unused for longest leaves first. Safe for concurrent use. */
public final class OutputCache {
    private final long budget;
    private final Map<CacheKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * @param budget bytes; a result larger than all of it is never kept
     */
    public OutputCache(long budget) {
        this.budget = budget;
    }

    public synchronized Optional<NodeResult> get(CacheKey key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::result);
    }

    public void put(CacheKey key, NodeResult result) {
        long size = DeepSize.of(result);
        synchronized (this) {
            remove(key);
            if (size > budget) {
                return;
            }
            entries.put(key, new Entry(result, size));
            bytes += size;
            Iterator<Entry> oldest = entries.values().iterator();
            while (bytes > budget) {
                bytes -= oldest.next().bytes();
                oldest.remove();
            }
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
            results = entries.values().stream().map(Entry::result).toList();
        }
        Map<String, Integer> counts = new HashMap<>();
        results.forEach(result -> result.models().forEach(model -> counts.merge(model, 1, Integer::sum)));
        return counts;
    }

    private void remove(CacheKey key) {
        Entry entry = entries.remove(key);
        bytes -= entry == null ? 0 : entry.bytes();
    }

    private record Entry(NodeResult result, long bytes) {}
}
