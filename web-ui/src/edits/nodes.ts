import { inOrder, inputSlot, outputSlot } from "../catalogue/conform";
import type { NodeType } from "../catalogue/nodeTypes";
import { defaults } from "../catalogue/widgetValues";
import { linkIndex, mapNodes } from "../graph/graph";
import { compatible } from "../graph/socketTypes";
import type { Graph, GraphNode, Link, Mode, Point, Size } from "../graph/types";

/** A node of a class with its default values. */
export function newNode(type: NodeType, id: string, position: Point, size: Size): GraphNode {
  return {
    id,
    type: type.id,
    position,
    size,
    mode: "always",
    collapsed: false,
    pinned: false,
    inputs: inOrder(type.inputs.filter((input) => input.socket)).map(inputSlot),
    outputs: type.outputs.map(outputSlot),
    ...defaults(type),
    properties: type.virtual ? {} : { "Node name for S&R": type.id },
    rest: {},
  };
}

/** The graph with one more node; its id is returned too. */
export function addNode(
  graph: Graph,
  type: NodeType,
  position: Point,
  size: Size,
): { graph: Graph; id: string } {
  const number = graph.last.node + 1;
  const id = String(number);
  const nodes = new Map(graph.nodes).set(id, newNode(type, id, position, size));
  return { graph: { ...graph, nodes, last: { ...graph.last, node: number } }, id };
}

/** The graph without some nodes and their links. */
export function removeNodes(graph: Graph, ids: Iterable<string>): Graph {
  const gone = new Set(ids);
  if (![...gone].some((id) => graph.nodes.has(id))) {
    return graph;
  }
  return {
    ...graph,
    nodes: new Map([...graph.nodes].filter(([id]) => !gone.has(id))),
    links: new Map(
      [...graph.links].filter(([, link]) => !gone.has(link.from.node) && !gone.has(link.to.node)),
    ),
  };
}

/** The graph without some nodes, with what fed them linked to what they fed, where the types fit. */
export function removeAndReconnect(graph: Graph, ids: Iterable<string>): Graph {
  const gone = new Set(ids);
  const index = linkIndex(graph);
  const sourceOf = (link: Link, seen: ReadonlySet<string>): Link["from"] | undefined => {
    const { node } = link.from;
    if (!gone.has(node)) {
      return link.from;
    }
    if (seen.has(node)) {
      return undefined;
    }
    const feeding = [...index.intoNode(node).values()].find((fed) =>
      compatible(fed.type, link.type),
    );
    return feeding && sourceOf(feeding, new Set(seen).add(node));
  };
  const bridged = [...graph.links.values()].flatMap((link) => {
    const from =
      gone.has(link.from.node) && !gone.has(link.to.node) ? sourceOf(link, new Set()) : undefined;
    return from ? [{ ...link, from }] : [];
  });
  const without = removeNodes(graph, gone);
  const links = new Map(without.links);
  bridged.forEach((link) => links.set(link.id, link));
  return { ...without, links };
}

/** The graph with nodes at other places. */
export function moveNodes(graph: Graph, places: ReadonlyMap<string, Point>): Graph {
  return mapNodes(graph, places.keys(), (node) => {
    const position = places.get(node.id);
    const stays =
      position === undefined || (position.x === node.position.x && position.y === node.position.y);
    return stays ? node : { ...node, position };
  });
}

export function resizeNode(graph: Graph, id: string, size: Size): Graph {
  return mapNodes(graph, [id], (node) => ({ ...node, size }));
}

export function setMode(graph: Graph, ids: Iterable<string>, mode: Mode): Graph {
  return mapNodes(graph, ids, (node) => (node.mode === mode ? node : { ...node, mode }));
}

export function setCollapsed(graph: Graph, ids: Iterable<string>, collapsed: boolean): Graph {
  return mapNodes(graph, ids, (node) =>
    node.collapsed === collapsed ? node : { ...node, collapsed },
  );
}

export function setPinned(graph: Graph, ids: Iterable<string>, pinned: boolean): Graph {
  return mapNodes(graph, ids, (node) => (node.pinned === pinned ? node : { ...node, pinned }));
}

/** The graph with a node that is called otherwise; an empty title is its class's name again. */
export function setTitle(graph: Graph, id: string, title: string): Graph {
  return mapNodes(graph, [id], ({ title: _old, ...node }) =>
    title === "" ? node : { ...node, title },
  );
}

/** The graph with nodes in other colours of title and body; undefined: those of the theme. */
export function setColours(
  graph: Graph,
  ids: Iterable<string>,
  colours: { readonly colour: string; readonly background: string } | undefined,
): Graph {
  return mapNodes(graph, ids, ({ colour: _c, background: _b, ...node }) => ({
    ...node,
    ...colours,
  }));
}
