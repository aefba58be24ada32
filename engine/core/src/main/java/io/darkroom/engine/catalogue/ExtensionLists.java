package io.darkroom.engine.catalogue;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Extensions;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Sampler;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.SchedulerProvider;
import io.darkroom.engine.names.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samplers and schedulers in the order in which packs brought them. Grows while packs load; safe for concurrent use. */
final class ExtensionLists implements Extensions {
    private final Map<String, Sampler> samplers = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, SchedulerProvider.Scheduler> schedulers =
            Collections.synchronizedMap(new LinkedHashMap<>());

    void add(Contribution contribution, String source) {
        for (SamplerProvider provider : contribution.samplers()) {
            if (samplers.putIfAbsent(provider.name(), provider.sampler()) != null) {
                throw taken("sampler", provider.name(), source);
            }
        }
        for (SchedulerProvider provider : contribution.schedulers()) {
            if (schedulers.putIfAbsent(provider.name(), provider.scheduler()) != null) {
                throw taken("scheduler", provider.name(), source);
            }
        }
    }

    @Override
    public List<String> samplerNames() {
        return names(samplers);
    }

    @Override
    public Sampler sampler(String name) {
        Sampler sampler = samplers.get(name);
        if (sampler == null) {
            throw unknown("sampler", name, samplerNames());
        }
        return sampler;
    }

    @Override
    public List<String> schedulerNames() {
        return names(schedulers);
    }

    @Override
    public SchedulerProvider.Scheduler scheduler(String name) {
        SchedulerProvider.Scheduler scheduler = schedulers.get(name);
        if (scheduler == null) {
            throw unknown("scheduler", name, schedulerNames());
        }
        return scheduler;
    }

    private static List<String> names(Map<String, ?> providers) {
        synchronized (providers) {
            return new ArrayList<>(providers.keySet());
        }
    }

    private static NodeException unknown(String what, String name, List<String> names) {
        return new NodeException("There is no " + what + " \"" + name + "\"." + Nearest.question(name, names)
                + " There are: " + String.join(", ", names) + ".");
    }

    private static CatalogueException taken(String what, String name, String source) {
        return new CatalogueException("The " + what + " \"" + name + "\" of " + source
                + " exists already; give it another name or remove one of the packs.");
    }
}
