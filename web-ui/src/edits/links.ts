import { REROUTE } from "../catalogue/virtualTypes";
import { linkIndex } from "../graph/graph";
import { compatible } from "../graph/socketTypes";
import {
  FRAME_IN,
  FRAME_OUT,
  type FrameSlot,
  type Graph,
  type InputSlot,
  type Link,
  type OutputSlot,
} from "../graph/types";
import { settle } from "./settle";

/** A node's slot. */
export interface SlotRef {
  readonly node: string;
  readonly slot: number;
}

/** The slots of the frame around a graph, where it is a subgraph's. */
export interface Frame {
  readonly inputs: readonly FrameSlot[];
  readonly outputs: readonly FrameSlot[];
}

/** Why two slots may not be linked. */
export type Refusal = "missing" | "same-node" | "types" | "circle";

/** Why an output may not be linked to an input; undefined: it may. */
export function refusal(
  graph: Graph,
  from: SlotRef,
  to: SlotRef,
  frame?: Frame,
): Refusal | undefined {
  const output = outputAt(graph, from, frame);
  const input = inputAt(graph, to, frame);
  if (output === undefined || input === undefined) {
    return "missing";
  }
  if (from.node === to.node) {
    return "same-node";
  }
  if (!ends(graph, to, input).every((type) => compatible(output.type, type))) {
    return "types";
  }
  return feeds(graph, to.node, from.node) ? "circle" : undefined;
}

/** Whether an output may be linked to an input: types fit, and no node feeds itself. */
export function mayConnect(graph: Graph, from: SlotRef, to: SlotRef, frame?: Frame): boolean {
  return refusal(graph, from, to, frame) === undefined;
}

/** An output, or the frame's input that gives what comes in. */
export function outputAt(
  graph: Graph,
  { node, slot }: SlotRef,
  frame?: Frame,
): OutputSlot | undefined {
  return node === FRAME_IN ? frame?.inputs[slot] : graph.nodes.get(node)?.outputs[slot];
}

/** An input, or the frame's output that takes what goes out. */
export function inputAt(
  graph: Graph,
  { node, slot }: SlotRef,
  frame?: Frame,
): InputSlot | undefined {
  return node === FRAME_OUT ? frame?.outputs[slot] : graph.nodes.get(node)?.inputs[slot];
}

/** The types that must take what comes into an input: its own, or those behind a reroute node. */
function ends(graph: Graph, to: SlotRef, input: InputSlot): readonly string[] {
  if (graph.nodes.get(to.node)?.type !== REROUTE) {
    return [input.type];
  }
  const index = linkIndex(graph);
  const types: string[] = [];
  const waiting = [to.node];
  const seen = new Set<string>();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) {
      continue;
    }
    seen.add(node);
    for (const link of index.fromNode(node)) {
      const target = graph.nodes.get(link.to.node);
      if (target?.type === REROUTE) {
        waiting.push(target.id);
      } else {
        types.push(target?.inputs[link.to.slot]?.type ?? "*");
      }
    }
  }
  return types;
}

/** Whether what one node gives reaches another: a link back would close a circle. */
function feeds(graph: Graph, one: string, other: string): boolean {
  const index = linkIndex(graph);
  const seen = new Set<string>();
  const waiting = [one];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === other) {
      return true;
    }
    if (!seen.has(node)) {
      seen.add(node);
      index.fromNode(node).forEach((link) => waiting.push(link.to.node));
    }
  }
  return false;
}

/** The graph with a link from an output to an input, which loses the link that it had. */
export function connect(graph: Graph, from: SlotRef, to: SlotRef, frame?: Frame): Graph {
  const old = linkIndex(graph).into(to.node, to.slot);
  if (old?.from.node === from.node && old.from.slot === from.slot) {
    return graph;
  }
  const links = new Map(graph.links);
  if (old) {
    links.delete(old.id);
  }
  const number = graph.last.link + 1;
  const type = outputAt(graph, from, frame)?.type ?? "*";
  const link: Link = {
    id: String(number),
    from: { node: from.node, slot: from.slot },
    to: { node: to.node, slot: to.slot },
    type,
    rest: {},
  };
  links.set(link.id, link);
  return settle(graph, { ...graph, links, last: { ...graph.last, link: number } });
}

/** The graph without some links. */
export function disconnect(graph: Graph, ids: Iterable<string>): Graph {
  const links = new Map(graph.links);
  for (const id of ids) {
    links.delete(id);
  }
  return links.size === graph.links.size ? graph : settle(graph, { ...graph, links });
}

/** The graph without the links of a slot. */
export function disconnectSlot(graph: Graph, side: "input" | "output", at: SlotRef): Graph {
  const index = linkIndex(graph);
  const links = side === "output" ? index.from(at.node, at.slot) : [index.into(at.node, at.slot)];
  return disconnect(
    graph,
    links.flatMap((link) => (link === undefined ? [] : [link.id])),
  );
}

/** The graph with all links of one output at another, as far as types allow. */
export function moveLinks(graph: Graph, from: SlotRef, to: SlotRef, frame?: Frame): Graph {
  return linkIndex(graph)
    .from(from.node, from.slot)
    .reduce(
      (moved, link) =>
        mayConnect(moved, to, link.to, frame) ? connect(moved, to, link.to, frame) : moved,
      graph,
    );
}

/** The free input and the output by which a node fits into a link; undefined if it does not. */
export function fitInto(
  graph: Graph,
  node: string,
  linkId: string,
  frame?: Frame,
): { readonly input: number; readonly output: number } | undefined {
  const link = graph.links.get(linkId);
  const inserted = graph.nodes.get(node);
  if (!link || !inserted || link.from.node === node || link.to.node === node) {
    return undefined;
  }
  const offered = outputAt(graph, link.from, frame)?.type ?? link.type;
  const wanted = inputAt(graph, link.to, frame)?.type ?? link.type;
  const index = linkIndex(graph);
  const input = inserted.inputs.findIndex(
    ({ type, widget }, slot) =>
      widget === undefined && !index.into(node, slot) && compatible(offered, type),
  );
  const output = inserted.outputs.findIndex(({ type }) => compatible(type, wanted));
  return input < 0 || output < 0 ? undefined : { input, output };
}

/** The graph with a node put into a link, where its types allow it; the same graph where they do not. */
export function insertIntoLink(graph: Graph, node: string, linkId: string, frame?: Frame): Graph {
  const link = graph.links.get(linkId);
  const fit = fitInto(graph, node, linkId, frame);
  if (link === undefined || fit === undefined) {
    return graph;
  }
  const first = connect(graph, link.from, { node, slot: fit.input }, frame);
  const second = connect(first, { node, slot: fit.output }, link.to, frame);
  return mayStand(graph, second, node) ? second : graph;
}

/** Whether a node was inserted without feeding itself. */
function mayStand(before: Graph, after: Graph, node: string): boolean {
  if (before === after) {
    return true;
  }
  const index = linkIndex(after);
  return !index.fromNode(node).some((link) => feeds(after, link.to.node, node));
}
