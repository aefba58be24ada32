package io.darkroom.server.job;

import io.darkroom.queue.Store;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.work.Foreman;
import java.time.InstantSource;
import java.util.List;

/** All routes about prompts that were accepted. */
public final class JobRouteGroups implements Routes {
    private final List<Routes> groups;

    public JobRouteGroups(Store store, Foreman foreman, InstantSource clock) {
        Prompts prompts = new Prompts(store, clock);
        this.groups = List.of(
                new QueueRoutes(prompts),
                new HistoryRoutes(store.history(), prompts),
                new HistorySearchRoutes(store.history()),
                new ControlRoutes(foreman),
                new JobRoutes(prompts, store.history(), foreman));
    }

    @Override
    public void addTo(Router router) {
        groups.forEach(group -> group.addTo(router));
    }
}
