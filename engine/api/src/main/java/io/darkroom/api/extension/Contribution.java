package io.darkroom.api.extension;

import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.SchedulerProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a pack adds.
 *
 * @param nodes nodes written as classes
 * @param types nodes described by hand
 * @param choices lists that {@link io.darkroom.api.node.Choice#from} may name
 */
public record Contribution(
        List<Node<?, ?>> nodes,
        List<NodeType> types,
        List<SamplerProvider> samplers,
        List<SchedulerProvider> schedulers,
        Map<String, Supplier<List<String>>> choices) {
    public Contribution {
        nodes = List.copyOf(nodes);
        types = List.copyOf(types);
        samplers = List.copyOf(samplers);
        schedulers = List.copyOf(schedulers);
        choices = Map.copyOf(choices);
    }

    public static Contribution ofNodes(List<Node<?, ?>> nodes) {
        return new Contribution(nodes, List.of(), List.of(), List.of(), Map.of());
    }
}
