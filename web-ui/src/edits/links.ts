import { linkIndex } from "../graph/graph";
import { compatible } from "../graph/socketTypes";
import type { Graph, Link } from "../graph/types";

/** A node's slot. */
export interface SlotRef {
  readonly node: string;
  readonly slot: number;
}

/** Whether an output may be linked to an input: types fit, and no node feeds itself. */
export function mayConnect(graph: Graph, from: SlotRef, to: SlotRef): boolean {
  const output = graph.nodes.get(from.node)?.outputs[from.slot];
  const input = graph.nodes.get(to.node)?.inputs[to.slot];
  return (
    output !== undefined &&
    input !== undefined &&
    from.node !== to.node &&
    compatible(output.type, input.type) &&
    !feeds(graph, to.node, from.node)
  );
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
export function connect(graph: Graph, from: SlotRef, to: SlotRef): Graph {
  const old = linkIndex(graph).into(to.node, to.slot);
  if (old?.from.node === from.node && old.from.slot === from.slot) {
    return graph;
  }
  const links = new Map(graph.links);
  if (old) {
    links.delete(old.id);
  }
  const number = graph.last.link + 1;
  const type = graph.nodes.get(from.node)?.outputs[from.slot]?.type ?? "*";
  const link: Link = { id: String(number), from, to, type, rest: {} };
  links.set(link.id, link);
  return { ...graph, links, last: { ...graph.last, link: number } };
}

/** The graph without some links. */
export function disconnect(graph: Graph, ids: Iterable<string>): Graph {
  const links = new Map(graph.links);
  for (const id of ids) {
    links.delete(id);
  }
  return links.size === graph.links.size ? graph : { ...graph, links };
}

/** The graph with all links of one output at another. */
export function moveLinks(graph: Graph, from: SlotRef, to: SlotRef): Graph {
  return linkIndex(graph)
    .from(from.node, from.slot)
    .reduce(
      (moved, link) => (mayConnect(moved, to, link.to) ? connect(moved, to, link.to) : moved),
      graph,
    );
}

/** The graph with a node put into a link, where its types allow it; the same graph where they do not. */
export function insertIntoLink(graph: Graph, node: string, linkId: string): Graph {
  const link = graph.links.get(linkId);
  const inserted = graph.nodes.get(node);
  if (!link || !inserted || link.from.node === node || link.to.node === node) {
    return graph;
  }
  const index = linkIndex(graph);
  const into = inserted.inputs.findIndex(
    (input, slot) => !index.into(node, slot) && compatible(link.type, input.type) && !input.widget,
  );
  const wanted = graph.nodes.get(link.to.node)?.inputs[link.to.slot]?.type ?? "*";
  const out = inserted.outputs.findIndex((output) => compatible(output.type, wanted));
  if (into < 0 || out < 0) {
    return graph;
  }
  return connect(connect(graph, link.from, { node, slot: into }), { node, slot: out }, link.to);
}
