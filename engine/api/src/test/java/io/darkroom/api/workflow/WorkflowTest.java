package io.darkroom.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowTest {
    @Test
    void nodesKeepTheOrderOfTheirFile() {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        for (String id : new String[] {"9", "1", "12:7", "a"}) {
            nodes.put(id, new WorkflowNode("Any", Map.of()));
        }

        assertThat(new Workflow(nodes).nodes().keySet()).containsExactly("9", "1", "12:7", "a");
    }

    @Test
    void changingANodeLeavesTheFirstWorkflowAsItWas() {
        Workflow before = new Workflow(Map.of("1", new WorkflowNode("Any", Map.of("x", new Input.Constant(1L)))));

        Workflow after = before.with("1", before.node("1").orElseThrow().with("x", new Input.Constant(2L)));

        assertThat(before.node("1").orElseThrow().inputs()).containsEntry("x", new Input.Constant(1L));
        assertThat(after.node("1").orElseThrow().inputs()).containsEntry("x", new Input.Constant(2L));
    }

    @Test
    void anInputIsAConstantWhereItsValueHasAFormInJson() {
        Thread formless = Thread.currentThread();

        assertThat(Input.of(5L)).isEqualTo(new Input.Constant(5L));
        assertThat(Input.of(null)).isEqualTo(new Input.Constant(null));
        assertThat(Input.of(formless)).isEqualTo(new Input.Value(formless));
    }

    @Test
    void whatHasNoFormInJsonIsNoConstant() {
        assertThatThrownBy(() -> new Input.Constant(Thread.currentThread())).hasMessageContaining("java.lang.Thread");
    }
}
