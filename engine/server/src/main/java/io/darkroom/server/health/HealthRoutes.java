package io.darkroom.server.health;

import io.darkroom.api.extension.Folders;
import io.darkroom.queue.JobQueue;
import io.darkroom.queue.Store;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.work.Foreman;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /health}: 200 while prompts are worked on as they should be, 503 and the reasons otherwise. */
public final class HealthRoutes implements Routes {
    private static final long LEAST_FREE_BYTES = 100L << 20; // room for the database and some pictures

    private final Foreman foreman;
    private final Store store;
    private final Folders folders;

    public HealthRoutes(Foreman foreman, Store store, Folders folders) {
        this.foreman = foreman;
        this.store = store;
        this.folders = folders;
    }

    @Override
    public void addTo(Router router) {
        router.once(HandlerType.GET, "/health", Scope.NONE, this::answer);
    }

    private void answer(Context request) {
        Foreman.Health health = foreman.health();
        List<String> trouble = new ArrayList<>(health.trouble());
        store.trouble().filter(sentence -> !trouble.contains(sentence)).ifPresent(trouble::add);
        Map<String, Object> disks = new LinkedHashMap<>();
        disks.put("user", disk("user", folders.user(), trouble));
        disks.put("output", disk("output", folders.output(), trouble));

        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", trouble.isEmpty() ? "ok" : "trouble");
        json.put("trouble", trouble);
        json.put("notices", store.notices());
        Map<String, @Nullable Object> workers = new LinkedHashMap<>();
        workers.put("alive", health.workers());
        workers.put("busy", health.busy());
        workers.put("last_sign", health.lastSign().map(Object::toString).orElse(null));
        json.put("workers", workers);
        JobQueue.Count count = store.queue().count();
        json.put(
                "queue",
                Map.of(
                        "pending", count.pending(),
                        "running", count.running(),
                        "paused", store.queue().paused()));
        json.put("disks", disks);
        request.status(trouble.isEmpty() ? 200 : 503).header("Cache-Control", "no-store");
        Bodies.answer(request, json);
    }

    private static Map<String, Object> disk(String name, Path folder, List<String> trouble) {
        try {
            FileStore disk = Files.getFileStore(nearest(folder));
            long free = disk.getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                trouble.add("The disk of the " + name + " folder has " + (free >> 20)
                        + " MiB left; pictures and prompts may not be kept. Make room.");
            }
            return Map.of("free_bytes", free, "total_bytes", disk.getTotalSpace());
        } catch (IOException e) {
            trouble.add("The disk of the " + name + " folder does not answer (" + e.getMessage() + ").");
            return Map.of();
        }
    }

    /** A folder that is not made yet will lie on the disk of the one above. */
    private static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
