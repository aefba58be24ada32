import { graphOf, linkIndex, onCanvas, reroutesOf, type CanvasId } from "../graph/graph";
import { EMPTY_GRAPH } from "../graph/graph";
import type { Graph, GraphNode, Group, Link, Point, Subgraph, Workflow } from "../graph/types";
import { boundsOf } from "./groups";
import { connect, mayConnect, type SlotRef } from "./links";
import { EditProblem } from "./problem";
import { settle } from "./settle";

/** A copied part of a graph. */
export interface Fragment {
  readonly graph: Graph;
  /** Links that came in from nodes that were not copied. */
  readonly incoming: readonly { readonly from: SlotRef; readonly to: SlotRef }[];
  /** The definitions of the copied instances, and those inside them. */
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
}

/** What is selected on a canvas. */
export interface Selection {
  readonly nodes: Iterable<string>;
  readonly groups?: Iterable<string>;
}

/** Copies what is selected: nodes, the links between them with their reroute points, groups. */
export function copy(workflow: Workflow, canvas: CanvasId, selection: Selection): Fragment {
  const graph = graphOf(workflow, canvas);
  const nodes = new Map(
    [...selection.nodes].flatMap((id): [string, GraphNode][] => {
      const node = graph.nodes.get(id);
      return node === undefined ? [] : [[id, node]];
    }),
  );
  const groups = new Set(selection.groups);
  const links = new Map<string, Link>();
  const reroutes = new Map(EMPTY_GRAPH.reroutes);
  const incoming: { from: SlotRef; to: SlotRef }[] = [];
  for (const link of graph.links.values()) {
    if (!nodes.has(link.to.node)) {
      continue;
    }
    if (nodes.has(link.from.node)) {
      links.set(link.id, link);
      for (const id of reroutesOf(graph, link)) {
        const reroute = graph.reroutes.get(id);
        if (reroute !== undefined) {
          reroutes.set(id, reroute);
        }
      }
    } else {
      incoming.push({ from: link.from, to: link.to });
    }
  }
  return {
    graph: {
      nodes,
      links,
      reroutes,
      groups: graph.groups.filter(({ id }) => groups.has(id)),
      last: graph.last,
    },
    incoming,
    subgraphs: definitions(workflow, nodes.values()),
  };
}

/** The definitions that nodes are instances of, with those inside them. */
function definitions(
  workflow: Workflow,
  nodes: Iterable<GraphNode>,
): ReadonlyMap<string, Subgraph> {
  const found = new Map<string, Subgraph>();
  const waiting = [...nodes];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const subgraph = workflow.subgraphs.get(node.type);
    if (subgraph !== undefined && !found.has(subgraph.id)) {
      found.set(subgraph.id, subgraph);
      waiting.push(...subgraph.graph.nodes.values());
    }
  }
  return found;
}

export interface Pasting {
  /** Where the upper left corner comes to lie; by default where it was copied, or beside it (`by`). */
  readonly at?: Point;
  readonly by?: Point;
  /** Whether links from nodes that were not copied are made again. */
  readonly connected?: boolean;
}

export interface Pasted {
  readonly workflow: Workflow;
  /** The ids of the new nodes and groups, which the user wants selected. */
  readonly nodes: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Puts a copied part onto a canvas, under new ids.
 *
 * @throws EditProblem if a subgraph would come to lie inside itself
 */
export function paste(
  workflow: Workflow,
  canvas: CanvasId,
  fragment: Fragment,
  pasting: Pasting = {},
): Pasted {
  const subgraphs = new Map([...fragment.subgraphs, ...workflow.subgraphs]);
  const target = { ...workflow, subgraphs };
  refuseRecursion(target, canvas, fragment.graph.nodes.values());
  const before = graphOf(target, canvas);
  const renamed = rename(before, fragment.graph, shift(fragment.graph, pasting));
  const pasted = onCanvas(target, canvas, () => {
    const graph = {
      nodes: new Map([...before.nodes, ...renamed.graph.nodes]),
      links: new Map([...before.links, ...renamed.graph.links]),
      reroutes: new Map([...before.reroutes, ...renamed.graph.reroutes]),
      groups: [...before.groups, ...renamed.graph.groups],
      last: renamed.graph.last,
    };
    return settle(
      before,
      pasting.connected === true ? reconnect(graph, fragment, renamed.ids) : graph,
    );
  });
  return {
    workflow: pasted,
    nodes: [...renamed.graph.nodes.keys()],
    groups: renamed.graph.groups.map(({ id }) => id),
  };
}

/** A second one of what is selected, beside it. */
export function duplicate(
  workflow: Workflow,
  canvas: CanvasId,
  selection: Selection,
  pasting: Pasting,
): Pasted {
  return paste(workflow, canvas, copy(workflow, canvas, selection), pasting);
}

function refuseRecursion(workflow: Workflow, canvas: CanvasId, nodes: Iterable<GraphNode>): void {
  const inner = canvas === null ? undefined : definitions(workflow, nodes).get(canvas);
  if (inner !== undefined) {
    throw new EditProblem("holds-itself", inner.name);
  }
}

function shift(graph: Graph, { at, by }: Pasting): Point {
  const corners = [
    ...graph.groups.map(({ bounds }) => bounds),
    boundsOf([...graph.nodes.values()]) ?? [],
  ].flat();
  if (at === undefined || corners.length === 0) {
    return by ?? { x: 0, y: 0 };
  }
  return {
    x: at.x - corners.reduce((least, { x }) => Math.min(least, x), Infinity),
    y: at.y - corners.reduce((least, { y }) => Math.min(least, y), Infinity),
  };
}

/** The part under ids that the graph has never given out. */
function rename(
  graph: Graph,
  part: Graph,
  by: Point,
): { graph: Graph; ids: ReadonlyMap<string, string> } {
  const moved = ({ x, y }: Point) => ({ x: x + by.x, y: y + by.y });
  let { node, link, reroute } = graph.last;
  const ids = new Map([...part.nodes.keys()].map((id) => [id, String(++node)]));
  const points = new Map([...part.reroutes.keys()].map((id) => [id, String(++reroute)]));
  const nodes = [...part.nodes.values()].map((each): GraphNode => {
    const { order, ...rest } = each.rest;
    return { ...each, id: ids.get(each.id) ?? each.id, position: moved(each.position), rest };
  });
  const links = [...part.links.values()].map((each): Link => {
    const { reroute: through, ...others } = each;
    const point = through === undefined ? undefined : points.get(through);
    return {
      ...others,
      id: String(++link),
      from: { ...each.from, node: ids.get(each.from.node) ?? each.from.node },
      to: { ...each.to, node: ids.get(each.to.node) ?? each.to.node },
      ...(point !== undefined && { reroute: point }),
    };
  });
  const reroutes = [...part.reroutes.values()].map((each) => {
    const { parent, ...others } = each;
    const before = parent === undefined ? undefined : points.get(parent);
    const id = points.get(each.id) ?? each.id;
    const position = moved(each.position);
    return { ...others, id, position, ...(before !== undefined && { parent: before }) };
  });
  let group = graph.groups.reduce((most, { id }) => Math.max(most, Number(id) || 0), 0);
  const groups = part.groups.map((each): Group => {
    const id = ++group;
    const bounds = { ...each.bounds, ...moved(each.bounds) };
    return { ...each, id: String(id), bounds, rest: { ...each.rest, id } };
  });
  return {
    graph: {
      nodes: new Map(nodes.map((each) => [each.id, each])),
      links: new Map(links.map((each) => [each.id, each])),
      reroutes: new Map(reroutes.map((each) => [each.id, each])),
      groups,
      last: { node, link, reroute },
    },
    ids,
  };
}

function reconnect(graph: Graph, fragment: Fragment, ids: ReadonlyMap<string, string>): Graph {
  return fragment.incoming.reduce((linked, { from, to }) => {
    const end = { node: ids.get(to.node) ?? to.node, slot: to.slot };
    const free = linkIndex(linked).into(end.node, end.slot) === undefined;
    return free && mayConnect(linked, from, end) ? connect(linked, from, end) : linked;
  }, graph);
}
