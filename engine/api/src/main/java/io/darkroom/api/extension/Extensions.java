package io.darkroom.api.extension;

import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SchedulerProvider;
import java.util.List;

/** The samplers and schedulers of all packs, by the names in the combos. */
public interface Extensions {
    List<String> samplerNames();

    /**
     * @throws io.darkroom.api.node.NodeException naming what there is
     */
    Sampler sampler(String name);

    List<String> schedulerNames();

    /**
     * @throws io.darkroom.api.node.NodeException naming what there is
     */
    SchedulerProvider.Scheduler scheduler(String name);
}
