package io.darkroom.api.node;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node type as a description: what a {@link Node} class is turned into, and what variadic, scripted and expanding nodes
 * are written as.
 *
 * @param id its {@code class_type} in files
 * @param name what menus show
 * @param category its menu, sub-menus separated by {@code /}
 * @param about one sentence; may be empty
 * @param inputs in widget order, required before optional
 * @param source who brings it: {@code nodes} for the built-in ones, or the plugin's id
 */
public record NodeType(
        String id,
        String name,
        String category,
        String about,
        List<InputSlot> inputs,
        List<OutputSlot> outputs,
        Set<Trait> traits,
        String source,
        Behaviour behaviour) {
    public NodeType {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        traits = Set.copyOf(traits);
    }

    public Optional<InputSlot> input(String inputName) {
        for (InputSlot slot : inputs) { // no stream: the engine asks several times for each node it runs
            if (slot.name().equals(inputName)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
