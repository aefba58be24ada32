import { list, object } from "./json";
import {
  FRAME_IN,
  type Graph,
  type GraphNode,
  type InputSlot,
  type Json,
  type OutputSlot,
  type Subgraph,
  type Workflow,
} from "./types";

/** A widget that an instance of a subgraph shows: one that a frame's input feeds, or one of an inner node. */
export interface Promoted {
  /** Its name among the instance's values. */
  readonly key: string;
  /** The frame's input; absent for a widget that is shown without one. */
  readonly input?: string;
  /** The inner node and its widget. */
  readonly node: string;
  readonly widget: string;
}

/** How files name the frame itself as the owner of a promoted widget. */
const OWN = "-1";

/** The widgets that an instance shows, in the order in which files list their values. */
export function promotedOf(subgraph: Subgraph, instance: GraphNode): readonly Promoted[] {
  const named = list(instance.properties["proxyWidgets"]).flatMap((entry) => {
    const [node, widget] = list(entry);
    return node === undefined || typeof widget !== "string"
      ? []
      : [[String(node), widget] as const];
  });
  const fed = widgetInputs(subgraph);
  const inputs = [...fed.values()].filter(
    ({ input }) => !named.some(([node, widget]) => node === OWN && widget === input),
  );
  const shown = named.flatMap(([node, widget]): readonly Promoted[] => {
    if (node === OWN) {
      const own = fed.get(widget);
      return [own ?? { key: widget, node: "", widget }];
    }
    return [{ key: `${node}:${widget}`, node, widget }];
  });
  return [...inputs, ...shown];
}

/** The frame's inputs that feed widgets, by name, with the first widget that each feeds. */
export function widgetInputs(subgraph: Subgraph): ReadonlyMap<string, Promoted> {
  const found = new Map<number, Promoted>();
  for (const link of subgraph.graph.links.values()) {
    const slot = subgraph.graph.nodes.get(link.to.node)?.inputs[link.to.slot];
    const input = subgraph.inputs[link.from.slot];
    if (
      link.from.node === FRAME_IN &&
      slot?.widget !== undefined &&
      input !== undefined &&
      !found.has(link.from.slot)
    ) {
      const { name } = input;
      const widget = slot.widget;
      found.set(link.from.slot, { key: name, input: name, node: link.to.node, widget });
    }
  }
  return new Map(
    [...found].sort(([a], [b]) => a - b).map(([, promoted]) => [promoted.key, promoted]),
  );
}

/** Gives the values that instances list their names, and instances the slots that their definition has. */
export function nameInstanceValues(workflow: Workflow): Workflow {
  if (workflow.subgraphs.size === 0) {
    return workflow;
  }
  const name = (graph: Graph): Graph => {
    const nodes = new Map(graph.nodes);
    for (const node of graph.nodes.values()) {
      const subgraph = workflow.subgraphs.get(node.type);
      if (subgraph !== undefined) {
        nodes.set(node.id, withNamedValues(withSlots(node, subgraph), subgraph));
      }
    }
    return { ...graph, nodes };
  };
  return {
    ...workflow,
    graph: name(workflow.graph),
    subgraphs: new Map(
      [...workflow.subgraphs].map(([id, subgraph]) => [
        id,
        { ...subgraph, graph: name(subgraph.graph) },
      ]),
    ),
  };
}

function withNamedValues(instance: GraphNode, subgraph: Subgraph): GraphNode {
  const { listed, ...node } = instance;
  if (listed === undefined) {
    return instance;
  }
  const values: Record<string, Json> = {};
  promotedOf(subgraph, instance).forEach(({ key, widget }, index) => {
    const value = Array.isArray(listed) ? list(listed)[index] : object(listed)[widget];
    if (value !== undefined && value !== null) {
      values[key] = value;
    }
  });
  return { ...node, values };
}

/** The values of an instance as files list them; undefined if it has none. */
export function instanceValues(instance: GraphNode, subgraph: Subgraph): Json | undefined {
  const shown = promotedOf(subgraph, instance);
  return shown.map(({ key }) => instance.values[key] ?? null);
}

/** The instance with a slot for each of its definition's: inputs are matched by name, outputs by place. */
export function withSlots(instance: GraphNode, subgraph: Subgraph): GraphNode {
  const widgets = widgetInputs(subgraph);
  const missing = subgraph.inputs.filter(
    (input) => !instance.inputs.some((slot) => slot.name === input.name),
  );
  const outputs = subgraph.outputs.slice(instance.outputs.length);
  if (missing.length === 0 && outputs.length === 0) {
    return instance;
  }
  return {
    ...instance,
    inputs: [
      ...instance.inputs,
      ...missing.map((input): InputSlot => ({
        name: input.name,
        type: input.type,
        ...(input.label !== undefined && { label: input.label }),
        ...(widgets.has(input.name) && { widget: input.name }),
        rest: {},
      })),
    ],
    outputs: [...instance.outputs, ...outputs.map(instanceOutput)],
  };
}

/** The slot of an instance that stands for an output of its frame. */
export function instanceOutput(output: Subgraph["outputs"][number]): OutputSlot {
  return {
    name: output.name,
    type: output.type,
    ...(output.label !== undefined && { label: output.label }),
    rest: {},
  };
}
