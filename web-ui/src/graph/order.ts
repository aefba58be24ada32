import { linkIndex } from "./graph";
import type { Graph, GraphNode } from "./types";

/**
 * The nodes in the order in which they run: sources before what they feed, else from left to right and top to bottom. Keyboard
 * and screen readers go this way. Nodes in a circle come last.
 */
export function inRunningOrder(graph: Graph): readonly GraphNode[] {
  const index = linkIndex(graph);
  const waiting = new Map<string, number>();
  for (const node of graph.nodes.values()) {
    const sources = [...index.intoNode(node.id).values()].filter((link) =>
      graph.nodes.has(link.from.node),
    );
    waiting.set(node.id, sources.length);
  }
  const ready = [...graph.nodes.values()].filter(({ id }) => waiting.get(id) === 0);
  ready.sort(byPlace);
  const order: GraphNode[] = [];
  for (let node = ready.shift(); node !== undefined; node = ready.shift()) {
    order.push(node);
    waiting.delete(node.id);
    for (const link of index.fromNode(node.id)) {
      const left = (waiting.get(link.to.node) ?? 0) - 1;
      const target = graph.nodes.get(link.to.node);
      waiting.set(link.to.node, left);
      if (left === 0 && target !== undefined) {
        insert(ready, target);
      }
    }
  }
  const circling = [...graph.nodes.values()].filter(({ id }) => (waiting.get(id) ?? 0) > 0);
  return [...order, ...circling.sort(byPlace)];
}

function byPlace(a: GraphNode, b: GraphNode): number {
  return a.position.x - b.position.x || a.position.y - b.position.y;
}

function insert(sorted: GraphNode[], node: GraphNode): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && byPlace(other, node) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  sorted.splice(low, 0, node);
}

export type Direction = "upstream" | "downstream" | "previous" | "next";

/**
 * The node that an arrow key leads to: against or along a node's links, or to the one above or below that hangs on the same
 * node; without links to the nearest in that direction. Undefined: there is none.
 */
export function step(graph: Graph, from: string, direction: Direction): string | undefined {
  const node = graph.nodes.get(from);
  if (node === undefined) {
    return inRunningOrder(graph)[0]?.id;
  }
  const index = linkIndex(graph);
  const known = (id: string) => graph.nodes.has(id);
  switch (direction) {
    case "upstream":
      return [...index.intoNode(from)]
        .sort(([a], [b]) => a - b)
        .map(([, link]) => link.from.node)
        .find(known);
    case "downstream":
      return [...index.fromNode(from)]
        .sort((a, b) => a.from.slot - b.from.slot)
        .map((link) => link.to.node)
        .find(known);
    case "previous":
    case "next":
      return beside(graph, node, direction);
  }
}

/** Siblings hang on the same node; the first and the last lead on to the nearest above or below. */
function beside(graph: Graph, node: GraphNode, direction: "previous" | "next"): string | undefined {
  const index = linkIndex(graph);
  const siblings = new Set<string>();
  for (const link of index.intoNode(node.id).values()) {
    index.fromNode(link.from.node).forEach((other) => siblings.add(other.to.node));
  }
  for (const link of index.fromNode(node.id)) {
    index.intoNode(link.to.node).forEach((other) => siblings.add(other.from.node));
  }
  const others = (ids: Iterable<string>) =>
    [...ids].flatMap((id) => (id === node.id ? [] : (graph.nodes.get(id) ?? [])));
  return (
    nearest(node, others(siblings), direction) ??
    nearest(node, others(graph.nodes.keys()), direction)
  );
}

function nearest(
  node: GraphNode,
  others: readonly GraphNode[],
  direction: "previous" | "next",
): string | undefined {
  const sign = direction === "next" ? 1 : -1;
  const away = ({ position }: GraphNode) => ({
    down: (position.y - node.position.y) * sign,
    across: Math.abs(position.x - node.position.x),
  });
  return others
    .filter((other) => away(other).down > 0)
    .sort((a, b) => away(a).down + 2 * away(a).across - away(b).down - 2 * away(b).across)[0]?.id;
}
