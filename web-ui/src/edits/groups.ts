import type { Graph, GraphNode, Group, Point, Rectangle } from "../graph/types";

/** Room between a group's edge and its nodes; above them is its title too. */
const PADDING = 20;
const TITLE = 40;
/** The height of a node's title bar, which lies above its position. */
const NODE_TITLE = 30;

export function addGroup(graph: Graph, title: string, bounds: Rectangle): Graph {
  const taken = new Set(graph.groups.map((group) => group.id));
  let number = graph.groups.length + 1;
  while (taken.has(String(number))) {
    number++;
  }
  const group: Group = { id: String(number), title, bounds, rest: { id: number } };
  return { ...graph, groups: [...graph.groups, group] };
}

/** The graph with a group around some nodes; the same graph if there are none. */
export function groupAround(graph: Graph, ids: Iterable<string>, title: string): Graph {
  const bounds = boundsOf([...ids].flatMap((id) => graph.nodes.get(id) ?? []));
  return bounds === undefined
    ? graph
    : addGroup(graph, title, {
        x: bounds.x - PADDING,
        y: bounds.y - PADDING - TITLE,
        width: bounds.width + 2 * PADDING,
        height: bounds.height + 2 * PADDING + TITLE,
      });
}

/** The smallest rectangle around nodes, their titles included; undefined if there are none. */
export function boundsOf(nodes: readonly GraphNode[]): Rectangle | undefined {
  const [first] = nodes;
  if (first === undefined) {
    return undefined;
  }
  const all = nodes.map(nodeBounds);
  const x = all.reduce((least, each) => Math.min(least, each.x), Infinity);
  const y = all.reduce((least, each) => Math.min(least, each.y), Infinity);
  const right = all.reduce((most, each) => Math.max(most, each.x + each.width), -Infinity);
  const bottom = all.reduce((most, each) => Math.max(most, each.y + each.height), -Infinity);
  return { x, y, width: right - x, height: bottom - y };
}

function nodeBounds({ position, size, collapsed }: GraphNode): Rectangle {
  const height = collapsed ? 0 : size.height;
  return {
    x: position.x,
    y: position.y - NODE_TITLE,
    width: size.width,
    height: height + NODE_TITLE,
  };
}

/** The nodes that a group holds: those whose middle lies in it. */
export function nodesIn(graph: Graph, { bounds }: Group): readonly string[] {
  return [...graph.nodes.values()]
    .filter((node) => {
      const { x, y, width, height } = nodeBounds(node);
      return holds(bounds, { x: x + width / 2, y: y + height / 2 });
    })
    .map((node) => node.id);
}

function holds({ x, y, width, height }: Rectangle, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

export function changeGroup(graph: Graph, id: string, change: (group: Group) => Group): Graph {
  return {
    ...graph,
    groups: graph.groups.map((group) => (group.id === id ? change(group) : group)),
  };
}

export function moveGroup(graph: Graph, id: string, to: Point): Graph {
  return changeGroup(graph, id, (group) => ({ ...group, bounds: { ...group.bounds, ...to } }));
}

/** The graph with a group moved, and with it the nodes, points and smaller groups that it holds. */
export function moveGroupWithContent(graph: Graph, id: string, to: Point): Graph {
  const group = graph.groups.find((each) => each.id === id);
  if (group === undefined) {
    return graph;
  }
  const by = { x: to.x - group.bounds.x, y: to.y - group.bounds.y };
  const moved = ({ x, y }: Point) => ({ x: x + by.x, y: y + by.y });
  const nodes = new Map(graph.nodes);
  for (const held of nodesIn(graph, group)) {
    const node = nodes.get(held);
    if (node !== undefined && !node.pinned) {
      nodes.set(held, { ...node, position: moved(node.position) });
    }
  }
  const reroutes = new Map(graph.reroutes);
  for (const reroute of graph.reroutes.values()) {
    if (holds(group.bounds, reroute.position)) {
      reroutes.set(reroute.id, { ...reroute, position: moved(reroute.position) });
    }
  }
  const inside = ({ bounds }: Group) =>
    holds(group.bounds, bounds) &&
    holds(group.bounds, { x: bounds.x + bounds.width, y: bounds.y + bounds.height });
  const groups = graph.groups.map((each) =>
    each.id === id || inside(each)
      ? { ...each, bounds: { ...each.bounds, ...moved(each.bounds) } }
      : each,
  );
  return { ...graph, nodes, reroutes, groups };
}

export function removeGroups(graph: Graph, ids: readonly string[]): Graph {
  const groups = graph.groups.filter((group) => !ids.includes(group.id));
  return groups.length === graph.groups.length ? graph : { ...graph, groups };
}
