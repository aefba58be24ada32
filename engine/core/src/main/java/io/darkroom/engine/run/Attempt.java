package io.darkroom.engine.run;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.cache.NodeResult;
import io.darkroom.engine.cache.Provenance;
import io.darkroom.engine.catalogue.PassedConstants;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One time that a node is at work: gathers its inputs, asks what it needs, calls it. Runs without the run's lock. */
final class Attempt {
    private final RunEnvironment environment;
    private final RunNode node;
    private final List<Context.Note> notes = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> reported = new LinkedHashSet<>();
    private Map<String, List<@Nullable Object>> inputs = Map.of();

    Attempt(RunEnvironment environment, RunNode node) {
        this.environment = environment;
        this.node = node;
    }

    /** How an attempt ended. */
    sealed interface Step {
        /**
         * @param again whether the result may be used again
         */
        record Finished(NodeResult result, boolean again) implements Step {}

        record NeedsInputs(Set<String> names) implements Step {}

        record Expands(Expanded expanded) implements Step {}
    }

    /**
     * @throws Exception what the node threw
     */
    Step run() throws Exception {
        environment.stop().check();
        environment.tell(new Event.NodeStarted(environment.promptId(), node.ref));
        long start = System.nanoTime();
        try {
            sampleMemory();
            return work();
        } finally {
            sampleMemory();
            node.nanos += System.nanoTime() - start;
        }
    }

    private Step work() throws Exception {
        Expanded expanded = node.expanded;
        if (expanded != null) {
            notes.addAll(expanded.notes());
            return finished(expanded.calls(), expanded.results());
        }
        ListCalls calls = gather();
        Set<String> asked = asked(calls);
        if (!asked.isEmpty()) {
            return new Step.NeedsInputs(asked);
        }
        int count = calls.count();
        List<Outcome> outcomes = new ArrayList<>(count);
        for (int call = 0; call < count; call++) {
            environment.stop().check();
            Optional<Outcome.Blocker> blocker = calls.blocker(call);
            if (blocker.isPresent()) {
                blocker.get().message().ifPresent(this::report);
                outcomes.add(new Outcome.Blocked(new Outcome.Blocker(Optional.empty())));
            } else {
                outcomes.add(node.type
                        .behaviour()
                        .run(calls.arguments(call), new NodeContext(this, environment, node, call)));
            }
        }
        return outcomes.stream().anyMatch(outcome -> outcome instanceof Outcome.Expansion)
                ? new Step.Expands(new Expanded(outcomes, List.copyOf(notes)))
                : finished(outcomes, List.of());
    }

    /** What the node was given, as far as it was gathered. */
    Map<String, List<@Nullable Object>> inputs() {
        return inputs;
    }

    void note(Context.Note note) {
        notes.add(note);
    }

    void sampleMemory() {
        long bytes = environment.gauge().bytesInUse();
        if (bytes > node.peakBytes) {
            node.peakBytes = bytes;
        }
    }

    /**
     * Its notes so far and those of all it depends on.
     *
     * @param results links into what it expanded into
     */
    Provenance provenance(List<Input> results) {
        List<Provenance> sources = new ArrayList<>();
        for (Optional<RunNode> at = Optional.of(node); at.isPresent(); at = giver(at.get())) {
            RunNode from = at.get();
            from.node.inputs().forEach((name, input) -> {
                if (input instanceof Input.Link link && !from.isAsleep(name)) {
                    sources.add(environment.nodes().result(link.nodeId()).provenance());
                }
            });
        }
        for (Input result : results) {
            if (result instanceof Input.Link link) {
                sources.add(environment.nodes().result(link.nodeId()).provenance());
            }
        }
        synchronized (notes) {
            return Provenance.of(node.key, notes, sources);
        }
    }

    /** Who gave a node values at hand, which come from what it was linked to itself. */
    private static Optional<RunNode> giver(RunNode node) {
        return node.node.inputs().values().stream().anyMatch(Input.Value.class::isInstance)
                ? node.parent
                : Optional.empty();
    }

    private Step finished(List<Outcome> outcomes, List<Input> results) {
        CallResults joined = new CallResults(node.type, this::values);
        outcomes.forEach(joined::add);
        return new Step.Finished(joined.result(provenance(results)), reported.isEmpty());
    }

    private ListCalls gather() {
        Map<String, List<@Nullable Object>> gathered = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        node.node.inputs().forEach((name, input) -> {
            if (!PassedConstants.passes(node.type, name)) {
                return; // undeclared: kept in files by old versions of a node, of no use to this one
            }
            if (input instanceof Input.Constant constant) {
                gathered.put(name, Collections.singletonList(constant.value()));
            } else if (input instanceof Input.Value atHand) {
                gathered.put(name, List.of(atHand.value()));
            } else if (input instanceof Input.Link link) {
                if (node.type.input(name).map(InputSlot::rawLink).orElse(false)) {
                    gathered.put(name, List.of(link));
                } else if (node.isAsleep(name)) {
                    unknown.add(name);
                } else {
                    gathered.put(name, values(link));
                }
            }
        });
        inputs = gathered;
        return new ListCalls(
                gathered,
                unknown,
                node.type.is(Trait.TAKES_LISTS) ? ListCalls.Mapping.WHOLE_LISTS : ListCalls.Mapping.ONE_BY_ONE);
    }

    private List<@Nullable Object> values(Input.Link link) {
        List<List<@Nullable Object>> outputs =
                environment.nodes().result(link.nodeId()).outputs();
        if (link.slot() < 0 || link.slot() >= outputs.size()) {
            throw new BrokenGraphException(
                    Optional.of(node.ref),
                    "is linked to output " + link.slot() + " of node " + link.nodeId() + ", which has " + outputs.size()
                            + ".");
        }
        return outputs.get(link.slot());
    }

    /** The lazy inputs it asks for and does not have. */
    private Set<String> asked(ListCalls calls) throws Exception {
        if (calls.unknown().isEmpty()) {
            return Set.of();
        }
        Set<String> asked = new LinkedHashSet<>();
        int count = calls.count();
        for (int call = 0; call < count; call++) {
            if (calls.blocker(call).isEmpty()) {
                asked.addAll(node.type.behaviour().needs(calls.arguments(call)));
            }
        }
        for (String name : asked) {
            if (!node.node.inputs().containsKey(name)) {
                throw new BrokenGraphException(
                        Optional.of(node.ref),
                        "asks for its input \"" + name + "\", which the workflow does not set; link something to it.");
            }
        }
        asked.retainAll(calls.unknown());
        return asked;
    }

    private void report(String message) {
        if (reported.add(message)) {
            environment.tell(new Event.NodeBlocked(environment.promptId(), node.ref, message));
        }
    }
}
