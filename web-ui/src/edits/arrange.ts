import { mapNodes } from "../graph/graph";
import type { Graph, GraphNode } from "../graph/types";

export type Edge = "left" | "right" | "top" | "bottom" | "centre" | "middle";

/** The graph with nodes lined up by an edge of the outermost, or by the middle of all; pinned ones stay. */
export function align(graph: Graph, ids: Iterable<string>, edge: Edge): Graph {
  const nodes = [...ids].flatMap((id) => graph.nodes.get(id) ?? []);
  if (nodes.length < 2) {
    return graph;
  }
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const right = Math.max(...nodes.map(({ position, size }) => position.x + size.width));
  const bottom = Math.max(...nodes.map(({ position, size }) => position.y + size.height));
  const place = ({ position, size }: GraphNode) => {
    switch (edge) {
      case "left":
        return { ...position, x: left };
      case "right":
        return { ...position, x: right - size.width };
      case "centre":
        return { ...position, x: (left + right - size.width) / 2 };
      case "top":
        return { ...position, y: top };
      case "bottom":
        return { ...position, y: bottom - size.height };
      case "middle":
        return { ...position, y: (top + bottom - size.height) / 2 };
    }
  };
  return move(graph, nodes, place);
}

/** The graph with the gaps between nodes made equal; the outermost two stay where they are. */
export function distribute(
  graph: Graph,
  ids: Iterable<string>,
  direction: "horizontally" | "vertically",
): Graph {
  const axis = direction === "horizontally" ? "x" : "y";
  const side = direction === "horizontally" ? "width" : "height";
  const nodes = [...ids]
    .flatMap((id) => graph.nodes.get(id) ?? [])
    .sort((a, b) => a.position[axis] - b.position[axis]);
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined || nodes.length < 3) {
    return graph;
  }
  const room = last.position[axis] + last.size[side] - first.position[axis];
  const taken = nodes.reduce((sum, { size }) => sum + size[side], 0);
  const gap = (room - taken) / (nodes.length - 1);
  const places = new Map<string, number>();
  let at = first.position[axis];
  for (const node of nodes) {
    places.set(node.id, at);
    at += node.size[side] + gap;
  }
  return move(graph, nodes, (node) => ({
    ...node.position,
    [axis]: places.get(node.id) ?? node.position[axis],
  }));
}

function move(
  graph: Graph,
  nodes: readonly GraphNode[],
  place: (node: GraphNode) => GraphNode["position"],
): Graph {
  return mapNodes(
    graph,
    nodes.map(({ id }) => id),
    (node) => {
      const position = place(node);
      const stays = position.x === node.position.x && position.y === node.position.y;
      return node.pinned || stays ? node : { ...node, position };
    },
  );
}
