import { draw, nextValue, type Draw } from "../catalogue/control";
import type { Catalogue } from "../catalogue/nodeTypes";
import { shownWidgets } from "../catalogue/shownWidgets";
import type { Graph, GraphNode, Json, Workflow } from "../graph/types";

/**
 * The workflow as it is after a run was queued: seeds and what else has a control go on. What a link brings stays. A value that
 * an instance holds for a subgraph's seed goes on by itself, so that two instances stay apart.
 */
export function afterRun(workflow: Workflow, types: Catalogue, random: Draw = draw): Workflow {
  const graph = advance(workflow, workflow.graph, types, random);
  let changed = graph !== workflow.graph;
  const subgraphs = new Map(workflow.subgraphs);
  for (const subgraph of workflow.subgraphs.values()) {
    const inner = advance(workflow, subgraph.graph, types, random);
    if (inner !== subgraph.graph) {
      subgraphs.set(subgraph.id, { ...subgraph, graph: inner });
      changed = true;
    }
  }
  return changed ? { ...workflow, graph, subgraphs } : workflow;
}

function advance(workflow: Workflow, graph: Graph, types: Catalogue, random: Draw): Graph {
  let nodes: Map<string, GraphNode> | undefined;
  for (const node of graph.nodes.values()) {
    const values: Record<string, Json> = {};
    for (const shown of shownWidgets(workflow, graph, node, types)) {
      const { key, control, linked, value, widget } = shown;
      // An instance that holds no value of its own shows its definition's, which goes on there.
      const own = key in node.values;
      if (control !== undefined && control.value !== "fixed" && !linked && own) {
        const next = nextValue(widget, value, control.value, random);
        if (next !== value) {
          values[key] = next;
        }
      }
    }
    if (Object.keys(values).length > 0 && node.mode === "always") {
      nodes ??= new Map(graph.nodes);
      nodes.set(node.id, { ...node, values: { ...node.values, ...values } });
    }
  }
  return nodes === undefined ? graph : { ...graph, nodes };
}
