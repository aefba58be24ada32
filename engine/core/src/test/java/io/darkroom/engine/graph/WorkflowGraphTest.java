package io.darkroom.engine.graph;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.engine.toys.Flow;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowGraphTest {
    /** 1 → 2 → 3 and 1 → 4, twice linked. */
    private static final WorkflowGraph GRAPH = WorkflowGraph.of(new Flow()
            .node("1", "T")
            .node("2", "T", "a", link("1", 0))
            .node("3", "T", "a", link("2", 0))
            .node("4", "T", "a", link("1", 0), "b", link("1", 1), "c", link("nowhere", 0))
            .workflow());

    @Test
    void anOutputNeedsAllItIsLinkedToDirectlyOrNot() {
        assertThat(GRAPH.needed(List.of("3"))).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(GRAPH.needed(List.of("4", "unknown"))).containsExactlyInAnyOrder("1", "4");
        assertThat(GRAPH.needed(List.of())).isEmpty();
    }

    @Test
    void allThatIsLinkedToANodeDependsOnIt() {
        assertThat(GRAPH.dependents(List.of("2"))).containsExactlyInAnyOrder("2", "3");
        assertThat(GRAPH.dependents(List.of("1"))).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void aGraphWithoutCyclesHasNone() {
        assertThat(GRAPH.cycles()).isEmpty();
    }

    @Test
    void eachKnotIsNamedByAShortWayRoundFromItsFirstNode() {
        WorkflowGraph graph = WorkflowGraph.of(new Flow()
                .node("1", "T", "a", link("3", 0))
                .node("2", "T", "a", link("1", 0))
                .node("3", "T", "a", link("2", 0), "b", link("1", 0))
                .node("8", "T", "a", link("8", 0))
                .workflow());

        assertThat(graph.cycles()).containsExactlyInAnyOrder(List.of("1", "3"), List.of("8"));
    }
}
