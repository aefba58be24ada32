import { newNode, usualSize } from "../catalogue/newNode";
import type { NodeType } from "../catalogue/nodeTypes";
import { linkIndex, mapNodes, reroutesOf } from "../graph/graph";
import { compatible } from "../graph/socketTypes";
import type { Graph, Link, Mode, Point, Size } from "../graph/types";
import { settle } from "./settle";

/** The graph with one more node; its id is returned too. */
export function addNode(
  graph: Graph,
  type: NodeType,
  position: Point,
  size: Size = usualSize(type),
): { graph: Graph; id: string } {
  const number = graph.last.node + 1;
  const id = String(number);
  const nodes = new Map(graph.nodes).set(id, { ...newNode(type, id, position), size });
  return { graph: { ...graph, nodes, last: { ...graph.last, node: number } }, id };
}

/** The graph without some nodes and their links. */
export function removeNodes(graph: Graph, ids: Iterable<string>): Graph {
  const gone = new Set(ids);
  if (![...gone].some((id) => graph.nodes.has(id))) {
    return graph;
  }
  return settle(graph, {
    ...graph,
    nodes: new Map([...graph.nodes].filter(([id]) => !gone.has(id))),
    links: new Map(
      [...graph.links].filter(([, link]) => !gone.has(link.from.node) && !gone.has(link.to.node)),
    ),
  });
}

/**
 * The graph without some nodes, with what fed them linked to what they fed, where the types fit. As a bypassed node does, a node
 * prefers to pass on the input beside the output.
 */
export function removeAndReconnect(graph: Graph, ids: Iterable<string>): Graph {
  const gone = new Set(ids);
  const index = linkIndex(graph);
  const sourceOf = (link: Link, wanted: string, seen: readonly string[]): Link | undefined => {
    const { node, slot } = link.from;
    if (!gone.has(node)) {
      return link;
    }
    const feeding = index.intoNode(node);
    const fits = (fed: Link | undefined) => fed !== undefined && compatible(fed.type, wanted);
    const beside = feeding.get(slot);
    const next = fits(beside) ? beside : [...feeding.values()].find(fits);
    return next === undefined || seen.includes(next.id)
      ? undefined
      : sourceOf(next, wanted, [...seen, next.id]);
  };
  const without = removeNodes(graph, gone);
  const links = new Map(without.links);
  const reroutes = new Map(without.reroutes);
  for (const link of graph.links.values()) {
    if (gone.has(link.from.node) && !gone.has(link.to.node)) {
      const wanted = graph.nodes.get(link.to.node)?.inputs[link.to.slot]?.type ?? link.type;
      const source = sourceOf(link, wanted, []);
      if (source !== undefined) {
        // Its way through reroute points stays.
        links.set(link.id, { ...link, from: source.from, type: source.type });
        reroutesOf(graph, link).forEach((id) => {
          const reroute = graph.reroutes.get(id);
          if (reroute !== undefined) {
            reroutes.set(id, reroute);
          }
        });
      }
    }
  }
  return settle(without, { ...without, links, reroutes });
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

/** The graph with nodes muted or bypassed, or, if all of them are so already, running again. */
export function toggleMode(
  graph: Graph,
  ids: Iterable<string>,
  mode: Exclude<Mode, "always">,
): Graph {
  const nodes = [...ids];
  const all = nodes.every((id) => graph.nodes.get(id)?.mode === mode);
  return setMode(graph, nodes, all ? "always" : mode);
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
  return mapNodes(graph, [id], ({ title: old, ...node }) =>
    title === "" ? node : { ...node, title },
  );
}

/** The graph with nodes in other colours of title and body; undefined: those of the theme. */
export function setColours(
  graph: Graph,
  ids: Iterable<string>,
  colours: { readonly colour: string; readonly background: string } | undefined,
): Graph {
  return mapNodes(graph, ids, ({ colour, background, ...node }) => ({
    ...node,
    ...colours,
  }));
}
