import { withSubgraph } from "../graph/graph";
import { instanceOutput, widgetInputs } from "../graph/promoted";
import type { Graph, GraphNode, InputSlot, Json, Link, Subgraph, Workflow } from "../graph/types";
import { settle } from "./settle";

/**
 * The workflow with a definition changed, and all its instances with the slots that it now has. Slots are the same as before
 * where their ids are; links and values of those that went go too.
 */
export function changeDefinition(workflow: Workflow, after: Subgraph): Workflow {
  const before = workflow.subgraphs.get(after.id);
  const changed = withSubgraph(workflow, after);
  if (before === undefined) {
    return changed;
  }
  const follow = (graph: Graph) => followDefinition(graph, before, after);
  return {
    ...changed,
    graph: follow(changed.graph),
    subgraphs: new Map(
      [...changed.subgraphs].map(([id, subgraph]) => {
        const graph = follow(subgraph.graph);
        return [id, graph === subgraph.graph ? subgraph : { ...subgraph, graph }];
      }),
    ),
  };
}

function followDefinition(graph: Graph, before: Subgraph, after: Subgraph): Graph {
  const instances = [...graph.nodes.values()].filter(({ type }) => type === after.id);
  if (instances.length === 0) {
    return graph;
  }
  const nodes = new Map(graph.nodes);
  const links = new Map(graph.links);
  for (const instance of instances) {
    const { node, inputs, outputs } = followed(instance, before, after);
    nodes.set(node.id, node);
    for (const link of graph.links.values()) {
      const moved = move(links.get(link.id), node.id, inputs, outputs);
      if (moved === undefined) {
        links.delete(link.id);
      } else {
        links.set(link.id, moved);
      }
    }
  }
  return settle(graph, { ...graph, nodes, links });
}

function move(
  link: Link | undefined,
  node: string,
  inputs: ReadonlyMap<number, number>,
  outputs: ReadonlyMap<number, number>,
): Link | undefined {
  if (link === undefined) {
    return undefined;
  }
  const to = link.to.node === node ? inputs.get(link.to.slot) : link.to.slot;
  const from = link.from.node === node ? outputs.get(link.from.slot) : link.from.slot;
  if (to === undefined || from === undefined) {
    return undefined;
  }
  return to === link.to.slot && from === link.from.slot
    ? link
    : { ...link, from: { ...link.from, slot: from }, to: { ...link.to, slot: to } };
}

/** The instance with the slots of its definition, and where its old slots went. */
function followed(
  instance: GraphNode,
  before: Subgraph,
  after: Subgraph,
): {
  node: GraphNode;
  inputs: ReadonlyMap<number, number>;
  outputs: ReadonlyMap<number, number>;
} {
  const widgets = widgetInputs(after);
  const inputs = new Map<number, number>();
  const values: Record<string, Json> = { ...instance.values };
  for (const gone of before.inputs.filter(({ id }) => !after.inputs.some((one) => one.id === id))) {
    Reflect.deleteProperty(values, gone.name);
  }
  const slots = after.inputs.map((frame, place): InputSlot => {
    const old = before.inputs.find(({ id }) => id === frame.id);
    const at = old === undefined ? -1 : instance.inputs.findIndex(({ name }) => name === old.name);
    const slot = instance.inputs[at];
    if (at >= 0) {
      inputs.set(at, place);
    }
    if (old !== undefined && old.name !== frame.name) {
      const held = instance.values[old.name];
      Reflect.deleteProperty(values, old.name);
      if (held !== undefined) {
        values[frame.name] = held;
      }
    }
    return {
      name: frame.name,
      type: frame.type,
      ...(frame.label !== undefined && { label: frame.label }),
      ...(widgets.has(frame.name) && { widget: frame.name }),
      rest: slot?.rest ?? {},
    };
  });
  const outputs = new Map<number, number>();
  const given = after.outputs.map((frame, place) => {
    const at = before.outputs.findIndex(({ id }) => id === frame.id);
    if (at >= 0) {
      outputs.set(at, place);
    }
    return { ...instanceOutput(frame), rest: instance.outputs[at]?.rest ?? {} };
  });
  return { node: { ...instance, inputs: slots, outputs: given, values }, inputs, outputs };
}

/** A name that no other slot has: `image`, `image_1`, `image_2` ... */
export function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  let free = name;
  for (let number = 1; taken.some((slot) => slot.name === free); number++) {
    free = `${name}_${String(number)}`;
  }
  return free;
}
