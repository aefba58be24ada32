import { graphOf, linkIndex, onCanvas, withSubgraph, type CanvasId } from "../graph/graph";
import { promotedOf, withSlots } from "../graph/promoted";
import {
  FRAME_IN,
  FRAME_OUT,
  type FrameSlot,
  type Graph,
  type GraphNode,
  type Json,
  type Link,
  type Point,
  type Subgraph,
  type Workflow,
} from "../graph/types";
import { copy, paste, type Selection } from "./fragment";
import { boundsOf } from "./groups";
import { freeName } from "./instances";
import { connect, type SlotRef } from "./links";
import { removeNodes } from "./nodes";
import { EditProblem } from "./problem";
import { settle } from "./settle";

/** Gives ids to what needs one that is nowhere else: `crypto.randomUUID`. */
export type NewId = () => string;

/** Room between a frame's slots and the nodes inside. */
const FRAME_GAP = 220;
const FRAME_WIDTH = 140;

/** A slot of a new frame with the link ends that it stands for. */
interface Crossing {
  readonly frame: FrameSlot;
  readonly links: readonly Link[];
}

/**
 * The workflow with what is selected put into a subgraph, and an instance of it in its place. Links that crossed the edge go
 * through slots of the frame, one for each output.
 *
 * @throws EditProblem if no node is selected
 */
export function makeSubgraph(
  workflow: Workflow,
  canvas: CanvasId,
  selection: Selection,
  name: string,
  newId: NewId,
): { readonly workflow: Workflow; readonly instance: string; readonly subgraph: string } {
  const graph = graphOf(workflow, canvas);
  const { graph: part } = copy(workflow, canvas, selection);
  const bounds = boundsOf([...part.nodes.values()]);
  if (bounds === undefined) {
    throw new EditProblem("nothing-selected", "");
  }
  const inside = (node: string) => part.nodes.has(node);
  const all = [...graph.links.values()];
  const inputs = crossings(
    all.filter(({ from, to }) => !inside(from.node) && inside(to.node)),
    (link) => part.nodes.get(link.to.node)?.inputs[link.to.slot],
    newId,
  );
  const outputs = crossings(
    all.filter(({ from, to }) => inside(from.node) && !inside(to.node)),
    (link) => part.nodes.get(link.from.node)?.outputs[link.from.slot],
    newId,
  );
  const subgraph: Subgraph = {
    id: newId(),
    name,
    graph: framed(part, inputs, outputs),
    inputs: inputs.map(({ frame }) => frame),
    outputs: outputs.map(({ frame }) => frame),
    rest: frameRest(bounds, inputs.length, outputs.length),
  };
  const instance = instanceOf(subgraph, String(graph.last.node + 1), { x: bounds.x, y: bounds.y });
  const groups = new Set(selection.groups);
  const made = onCanvas(withSubgraph(workflow, subgraph), canvas, () => {
    const without = removeNodes(graph, part.nodes.keys());
    const links = new Map(without.links);
    const reroutes = new Map([...graph.reroutes].filter(([id]) => !part.reroutes.has(id)));
    inputs.forEach(({ links: [link] }, slot) => {
      if (link !== undefined) {
        links.set(link.id, { ...link, to: { node: instance.id, slot } });
      }
    });
    outputs.forEach((crossing, slot) => {
      for (const link of crossing.links) {
        links.set(link.id, { ...link, from: { node: instance.id, slot } });
      }
    });
    return settle(graph, {
      nodes: new Map(without.nodes).set(instance.id, instance),
      links,
      reroutes,
      groups: graph.groups.filter(({ id }) => !groups.has(id)),
      last: { ...graph.last, node: graph.last.node + 1 },
    });
  });
  return { workflow: made, instance: instance.id, subgraph: subgraph.id };
}

/** Links that cross the edge, together where they begin at one output. */
function crossings(
  links: readonly Link[],
  slotOf: (link: Link) => { readonly name: string; readonly label?: string } | undefined,
  newId: NewId,
): readonly Crossing[] {
  const bySource = new Map<string, Link[]>();
  for (const link of links) {
    const key = `${link.from.node} ${String(link.from.slot)}`;
    bySource.set(key, [...(bySource.get(key) ?? []), link]);
  }
  const made: Crossing[] = [];
  for (const together of bySource.values()) {
    const [first] = together;
    const slot = first && slotOf(first);
    if (first !== undefined && slot !== undefined) {
      const taken = made.map(({ frame }) => frame);
      const name = freeName(slot.label ?? slot.name, taken);
      made.push({ frame: { id: newId(), name, type: first.type, rest: {} }, links: together });
    }
  }
  return made;
}

/** The inside, with links from and to the frame. */
function framed(part: Graph, inputs: readonly Crossing[], outputs: readonly Crossing[]): Graph {
  const links = new Map(part.links);
  let last = part.last.link;
  const add = (from: SlotRef, to: SlotRef, type: string) => {
    const id = String(++last);
    links.set(id, { id, from, to, type, rest: {} });
  };
  inputs.forEach(({ frame, links: crossing }, slot) => {
    crossing.forEach(({ to }) => {
      add({ node: FRAME_IN, slot }, to, frame.type);
    });
  });
  outputs.forEach(({ frame, links: [link] }, slot) => {
    if (link !== undefined) {
      add(link.from, { node: FRAME_OUT, slot }, frame.type);
    }
  });
  return { ...part, links, last: { ...part.last, link: last } };
}

/** What files say of a definition besides: where the slots of its frame lie, and members that other editors need. */
function frameRest(
  bounds: { x: number; y: number; width: number },
  inputs: number,
  outputs: number,
): Subgraph["rest"] {
  const box = (x: number, slots: number) => [x, bounds.y, FRAME_WIDTH, 40 + 20 * (slots + 1)];
  return {
    version: 1,
    revision: 0,
    config: {},
    inputNode: { id: Number(FRAME_IN), bounding: box(bounds.x - FRAME_GAP, inputs) },
    outputNode: {
      id: Number(FRAME_OUT),
      bounding: box(bounds.x + bounds.width + FRAME_GAP - FRAME_WIDTH, outputs),
    },
    widgets: [],
    extra: {},
  };
}

/** A new instance of a definition. */
export function instanceOf(subgraph: Subgraph, id: string, position: Point): GraphNode {
  const rows = Math.max(subgraph.inputs.length, subgraph.outputs.length);
  return withSlots(
    {
      id,
      type: subgraph.id,
      title: subgraph.name,
      position,
      size: { width: 270, height: 42 + rows * 24 },
      mode: "always",
      collapsed: false,
      pinned: false,
      inputs: [],
      outputs: [],
      values: {},
      controls: {},
      properties: { proxyWidgets: [] },
      rest: {},
    },
    subgraph,
  );
}

/**
 * The workflow with the inside of an instance in its place, linked as the instance was, with the values that the instance held.
 *
 * @throws EditProblem if the node is no instance
 */
export function unpack(
  workflow: Workflow,
  canvas: CanvasId,
  instance: string,
): { readonly workflow: Workflow; readonly nodes: readonly string[] } {
  const before = graphOf(workflow, canvas);
  const node = before.nodes.get(instance);
  const subgraph = node && workflow.subgraphs.get(node.type);
  if (node === undefined || subgraph === undefined) {
    throw new EditProblem("no-instance", instance);
  }
  const inner = { ...subgraph, graph: withHeld(before, node, subgraph) };
  const fragment = copy(withSubgraph(workflow, inner), subgraph.id, {
    nodes: inner.graph.nodes.keys(),
    groups: inner.graph.groups.map(({ id }) => id),
  });
  const pasted = paste(workflow, canvas, { ...fragment, incoming: [] }, { at: node.position });
  const ids = new Map([...fragment.graph.nodes.keys()].map((id, at) => [id, pasted.nodes[at]]));
  const unpacked = onCanvas(pasted.workflow, canvas, (graph) =>
    removeNodes(relink(graph, node, inner, ids), [instance]),
  );
  return { workflow: withoutUnused(unpacked, subgraph.id), nodes: pasted.nodes };
}

/** The inside with the values that the instance holds, and muted or bypassed as the instance is. */
function withHeld(outer: Graph, instance: GraphNode, subgraph: Subgraph): Graph {
  const nodes = new Map(subgraph.graph.nodes);
  const set = (id: string, widget: string, value: Json) => {
    const node = nodes.get(id);
    if (node !== undefined) {
      nodes.set(id, { ...node, values: { ...node.values, [widget]: value } });
    }
  };
  for (const { key, input, node, widget } of promotedOf(subgraph, instance)) {
    const value = instance.values[key];
    if (value === undefined || value === null) {
      continue;
    }
    if (input === undefined) {
      set(node, widget, value);
    } else if (linkOfInput(outer, instance, input) === undefined) {
      const slot = subgraph.inputs.findIndex(({ name }) => name === input);
      for (const { to } of linkIndex(subgraph.graph).from(FRAME_IN, slot)) {
        const fed = subgraph.graph.nodes.get(to.node)?.inputs[to.slot]?.widget;
        if (fed !== undefined) {
          set(to.node, fed, value);
        }
      }
    }
  }
  if (instance.mode !== "always") {
    for (const node of nodes.values()) {
      nodes.set(node.id, { ...node, mode: node.mode === "always" ? instance.mode : node.mode });
    }
  }
  return { ...subgraph.graph, nodes };
}

function linkOfInput(graph: Graph, instance: GraphNode, name: string): Link | undefined {
  const slot = instance.inputs.findIndex((input) => input.name === name);
  return linkIndex(graph).into(instance.id, slot);
}

/** The links that went to and from an instance, at the nodes that lie there now. */
function relink(
  graph: Graph,
  instance: GraphNode,
  subgraph: Subgraph,
  ids: ReadonlyMap<string, string | undefined>,
): Graph {
  const inner = linkIndex(subgraph.graph);
  const source = (link: Link): SlotRef | undefined => {
    if (link.from.node === FRAME_IN) {
      const name = subgraph.inputs[link.from.slot]?.name ?? "";
      return linkOfInput(graph, instance, name)?.from;
    }
    const node = ids.get(link.from.node);
    return node === undefined ? undefined : { node, slot: link.from.slot };
  };
  let linked = graph;
  for (const link of inner.fromNode(FRAME_IN)) {
    const from = source(link);
    const node = ids.get(link.to.node);
    if (from !== undefined && node !== undefined) {
      linked = connect(linked, from, { node, slot: link.to.slot });
    }
  }
  for (const outer of linkIndex(graph).fromNode(instance.id)) {
    const link = inner.into(FRAME_OUT, outer.from.slot);
    const from = link && source(link);
    if (from !== undefined) {
      linked = connect(linked, from, outer.to);
    }
  }
  return linked;
}

/** The workflow without a definition that no instance needs any more. */
function withoutUnused(workflow: Workflow, subgraph: string): Workflow {
  const graphs = [workflow.graph, ...[...workflow.subgraphs.values()].map(({ graph }) => graph)];
  const used = graphs.some((graph) =>
    [...graph.nodes.values()].some(({ type }) => type === subgraph),
  );
  return used
    ? workflow
    : {
        ...workflow,
        subgraphs: new Map([...workflow.subgraphs].filter(([id]) => id !== subgraph)),
      };
}
