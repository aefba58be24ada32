import { linkIndex } from "../graph/graph";
import { FRAME_IN, FRAME_OUT, type FrameSlot, type Subgraph, type Workflow } from "../graph/types";
import { changeDefinition, freeName } from "./instances";
import { connect, disconnect, type SlotRef } from "./links";
import { EditProblem } from "./problem";

/** Which side of a frame a slot is on. */
export type FrameSide = "inputs" | "outputs";

/**
 * The workflow with an input of an inner node (a socket or a widget) made an input of its subgraph: every instance gets a slot,
 * and for a widget its own value.
 *
 * @param id of the new frame slot
 * @throws EditProblem if there is no such definition or slot
 */
export function publishInput(
  workflow: Workflow,
  subgraph: string,
  at: SlotRef,
  id: string,
): Workflow {
  const definition = find(workflow, subgraph);
  const slot = definition.graph.nodes.get(at.node)?.inputs[at.slot];
  if (slot === undefined) {
    throw new EditProblem("gone", at.node);
  }
  const name = freeName(slot.label ?? slot.name, definition.inputs);
  const frame: FrameSlot = { id, name, type: slot.type, rest: {} };
  const grown = { ...definition, inputs: [...definition.inputs, frame] };
  const from = { node: FRAME_IN, slot: definition.inputs.length };
  return changeDefinition(workflow, {
    ...grown,
    graph: connect(definition.graph, from, at, grown),
  });
}

/**
 * The workflow with an output of an inner node made an output of its subgraph.
 *
 * @param id of the new frame slot
 * @throws EditProblem if there is no such definition or slot
 */
export function publishOutput(
  workflow: Workflow,
  subgraph: string,
  at: SlotRef,
  id: string,
): Workflow {
  const definition = find(workflow, subgraph);
  const slot = definition.graph.nodes.get(at.node)?.outputs[at.slot];
  if (slot === undefined) {
    throw new EditProblem("gone", at.node);
  }
  const name = freeName(slot.label ?? slot.name, definition.outputs);
  const frame: FrameSlot = { id, name, type: slot.type, rest: {} };
  const grown = { ...definition, outputs: [...definition.outputs, frame] };
  const to = { node: FRAME_OUT, slot: definition.outputs.length };
  return changeDefinition(workflow, { ...grown, graph: connect(definition.graph, at, to, grown) });
}

/** The workflow without a slot of a subgraph's frame; its links inside and at all instances go. */
export function unpublish(
  workflow: Workflow,
  subgraph: string,
  side: FrameSide,
  slot: string,
): Workflow {
  const definition = find(workflow, subgraph);
  const place = definition[side].findIndex(({ id }) => id === slot);
  if (place < 0) {
    return workflow;
  }
  const index = linkIndex(definition.graph);
  const gone =
    side === "inputs"
      ? index.from(FRAME_IN, place)
      : [index.into(FRAME_OUT, place)].filter((link) => link !== undefined);
  const graph = disconnect(
    definition.graph,
    gone.map(({ id }) => id),
  );
  const [end, frame] =
    side === "inputs" ? (["from", FRAME_IN] as const) : (["to", FRAME_OUT] as const);
  const links = new Map(
    [...graph.links].map(([id, link]) =>
      link[end].node === frame && link[end].slot > place
        ? [id, { ...link, [end]: { node: frame, slot: link[end].slot - 1 } }]
        : [id, link],
    ),
  );
  const slots = definition[side].filter(({ id }) => id !== slot);
  return changeDefinition(workflow, { ...definition, [side]: slots, graph: { ...graph, links } });
}

/** The workflow with a slot of a subgraph's frame called otherwise, everywhere. */
export function renameFrameSlot(
  workflow: Workflow,
  subgraph: string,
  side: FrameSide,
  slot: string,
  name: string,
): Workflow {
  const definition = find(workflow, subgraph);
  const others = definition[side].filter(({ id }) => id !== slot);
  const free = freeName(name, others);
  const slots = definition[side].map((each) => {
    const { label, ...rest } = each;
    return each.id === slot ? { ...rest, name: free } : each;
  });
  return changeDefinition(workflow, { ...definition, [side]: slots });
}

/** The workflow with a subgraph called otherwise. */
export function renameSubgraph(workflow: Workflow, subgraph: string, name: string): Workflow {
  return changeDefinition(workflow, { ...find(workflow, subgraph), name });
}

function find(workflow: Workflow, subgraph: string): Subgraph {
  const definition = workflow.subgraphs.get(subgraph);
  if (definition === undefined) {
    throw new EditProblem("gone", subgraph);
  }
  return definition;
}
