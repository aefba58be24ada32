import { linkIndex, reroutesOf } from "../graph/graph";
import type { Graph, GraphNode, Point } from "../graph/types";
import { boundsOf, nodesIn } from "./groups";

const COLUMN_GAP = 80;
const ROW_GAP = 50;
/** A node's title bar lies above its position. */
const TITLE = 30;

/**
 * The graph laid out from left to right along its links. Pinned nodes stay; groups keep the nodes they hold.
 *
 * @param ids the nodes to lay out; if not given, all
 */
export async function layOut(graph: Graph, ids?: Iterable<string>): Promise<Graph> {
  const chosen = new Set(ids ?? graph.nodes.keys());
  const nodes = [...graph.nodes.values()].filter(({ id, pinned }) => chosen.has(id) && !pinned);
  const before = boundsOf(nodes);
  if (before === undefined) {
    return graph;
  }
  const places = await dagrePlaces(graph, nodes);
  const corner = { x: before.x, y: before.y };
  const placed = (point: Point) => ({
    x: Math.round(corner.x + point.x),
    y: Math.round(corner.y + point.y),
  });
  const moved = new Map(graph.nodes);
  for (const node of nodes) {
    const place = places.get(`node ${node.id}`);
    if (place !== undefined) {
      moved.set(node.id, { ...node, position: placed(place) });
    }
  }
  const reroutes = new Map(graph.reroutes);
  for (const reroute of graph.reroutes.values()) {
    const place = places.get(`point ${reroute.id}`);
    if (place !== undefined) {
      reroutes.set(reroute.id, { ...reroute, position: placed(place) });
    }
  }
  return refit(graph, { ...graph, nodes: moved, reroutes });
}

/** Where nodes and reroute points come to lie, from the upper left corner. Nodes without links come last, below. */
async function dagrePlaces(
  graph: Graph,
  nodes: readonly GraphNode[],
): Promise<ReadonlyMap<string, Point>> {
  // Only who lays out pays for it.
  const { default: dagre } = await import("@dagrejs/dagre");
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: "LR", ranksep: COLUMN_GAP, nodesep: ROW_GAP });
  layout.setDefaultEdgeLabel(() => ({}));
  const index = linkIndex(graph);
  const linked = (node: GraphNode) =>
    index.intoNode(node.id).size > 0 || index.fromNode(node.id).length > 0;
  const sizes = new Map<string, { width: number; height: number; title: number }>();
  for (const node of nodes.filter(linked)) {
    const height = (node.collapsed ? 0 : node.size.height) + TITLE;
    sizes.set(`node ${node.id}`, { width: node.size.width, height, title: TITLE });
  }
  for (const link of graph.links.values()) {
    const [from, to] = [`node ${link.from.node}`, `node ${link.to.node}`];
    if (sizes.has(from) && sizes.has(to)) {
      const points = reroutesOf(graph, link).map((id) => `point ${id}`);
      points.forEach((id) => sizes.set(id, { width: 10, height: 10, title: 0 }));
      const way = [from, ...points, to];
      way.slice(1).forEach((next, at) => layout.setEdge(way[at] ?? from, next));
    }
  }
  for (const [id, { width, height }] of sizes) {
    layout.setNode(id, { width, height });
  }
  dagre.layout(layout);
  const places = new Map<string, Point>();
  let bottom = 0;
  for (const [id, { width, height, title }] of sizes) {
    const { x, y } = layout.node(id) as Point;
    places.set(id, { x: x - width / 2, y: y - height / 2 + title });
    bottom = Math.max(bottom, y + height / 2);
  }
  let x = 0;
  for (const node of nodes.filter((each) => !linked(each))) {
    const y = bottom + (bottom > 0 ? ROW_GAP : 0) + TITLE;
    places.set(`node ${node.id}`, { x, y });
    x += node.size.width + ROW_GAP;
  }
  return places;
}

/** Groups go around the nodes that they held. */
function refit(before: Graph, after: Graph): Graph {
  const groups = before.groups.map((group) => {
    const held = nodesIn(before, group).flatMap((id) => after.nodes.get(id) ?? []);
    const [old, now] = [
      boundsOf(held.flatMap(({ id }) => before.nodes.get(id) ?? [])),
      boundsOf(held),
    ];
    if (old === undefined || now === undefined) {
      return group;
    }
    const { bounds } = group;
    return {
      ...group,
      bounds: {
        x: now.x - (old.x - bounds.x),
        y: now.y - (old.y - bounds.y),
        width: now.width + bounds.width - old.width,
        height: now.height + bounds.height - old.height,
      },
    };
  });
  return { ...after, groups };
}
