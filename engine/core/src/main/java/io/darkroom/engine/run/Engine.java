package io.darkroom.engine.run;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.cache.KeyWriter;
import io.darkroom.engine.cache.OutputCache;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.disk.DiskCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs workflows over one catalogue and keeps their results. Whatever a node throws ends its run and nothing else. A
 * result stays in memory until all of its run that need it have run, and as long as the cache keeps it. Safe for concurrent
 * use; closing it ends the threads it keeps for branches, not the catalogue.
 */
public final class Engine implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final Catalogue catalogue;
    private final EngineOptions options;
    private final OutputCache cache;
    private final Optional<DiskCache> disk;
    private final Opaque opaque = new Opaque();
    private final ExecutorService branches;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    public Engine(Catalogue catalogue, EngineOptions options) {
        this.catalogue = catalogue;
        this.options = options;
        this.cache = new OutputCache(options.cache(), ProcessMemory::spareBytes);
        this.disk = options.disk().map(DiskCache::new);
        AtomicInteger count = new AtomicInteger();
        this.branches = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "darkroom-branch-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Runs what the request's targets need, on this thread and, where branches are independent, on others beside it. Returns
     * when nothing runs any more. An interrupt of this thread stops the run as its cancellation does.
     *
     * @param listener hears each event; if it throws, the run stops and this method throws the same
     */
    public RunResult run(RunRequest request, Consumer<? super Event> listener) {
        RunNodes nodes = new RunNodes(
                request.workflow(), catalogue, cache, disk, new KeyWriter(opaque::number), options.limits());
        RunEnvironment environment = new RunEnvironment(request, nodes, options.gauge(), listener);
        Run run = new Run(environment, cache, branches, options.parallelBranches());
        running.add(run);
        try {
            RunResult result = run.run();
            if (run.memoryRanOut()) {
                cache.clear(); // so that the next run has room
                catalogue.unload();
            }
            return result;
        } finally {
            running.remove(run);
        }
    }

    /**
     * What a run would do if it began now. Fingerprints are asked for, so files are looked at; nothing else is done.
     *
     * @param workflow with constants as validation converted them
     * @param targets good output nodes
     */
    public RunPlan plan(Workflow workflow, List<String> targets) {
        Keys keys =
                new Keys(workflow::node, catalogue, new KeyWriter(opaque::number), new Fingerprints(), KeyForm.PLAIN);
        return RunPlan.of(
                workflow, targets, id -> keys.of(id).filter(cache::has).isPresent());
    }

    /** The networks in memory, the longest unused first, and who holds them. Does not wait for work. */
    public List<HeldModel> models() {
        Map<String, Integer> results = cache.models();
        Map<String, List<String>> prompts = new HashMap<>();
        for (Run run : running) {
            run.models()
                    .forEach(model -> prompts.computeIfAbsent(model, absent -> new ArrayList<>())
                            .add(run.promptId()));
        }
        return catalogue.loaded().stream()
                .map(model -> new HeldModel(
                        model, prompts.getOrDefault(model.id(), List.of()), results.getOrDefault(model.id(), 0)))
                .toList();
    }

    /** Forgets all results. */
    public void clearCache() {
        cache.clear();
    }

    /** The bytes that kept results hold on the Java heap, as far as that can be told. */
    public long cachedBytes() {
        return cache.bytes();
    }

    /** How many nodes' results are kept. */
    public int cachedResults() {
        return cache.size();
    }

    @Override
    public void close() {
        branches.shutdown();
        disk.ifPresent(DiskCache::close);
    }
}
