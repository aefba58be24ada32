import {
  FRAME_IN,
  FRAME_OUT,
  type Graph,
  type GraphNode,
  type Link,
  type Subgraph,
  type Workflow,
} from "./types";

/** Where an edit happens: in a subgraph's definition, by its id, or on the workflow's own canvas. */
export type CanvasId = string | null;

export const EMPTY_GRAPH: Graph = {
  nodes: new Map(),
  links: new Map(),
  reroutes: new Map(),
  groups: [],
  last: { node: 0, link: 0, reroute: 0 },
};

export const EMPTY_WORKFLOW: Workflow = { graph: EMPTY_GRAPH, subgraphs: new Map(), rest: {} };

/** What lies on a canvas; a canvas that is not there is empty. */
export function graphOf(workflow: Workflow, canvas: CanvasId): Graph {
  return canvas === null ? workflow.graph : (workflow.subgraphs.get(canvas)?.graph ?? EMPTY_GRAPH);
}

/** The workflow with one canvas changed; the same workflow if nothing changed. */
export function onCanvas(
  workflow: Workflow,
  canvas: CanvasId,
  edit: (graph: Graph) => Graph,
): Workflow {
  const before = graphOf(workflow, canvas);
  const after = edit(before);
  if (after === before) {
    return workflow;
  }
  if (canvas === null) {
    return { ...workflow, graph: after };
  }
  const subgraph = workflow.subgraphs.get(canvas);
  return subgraph === undefined ? workflow : withSubgraph(workflow, { ...subgraph, graph: after });
}

export function withSubgraph(workflow: Workflow, subgraph: Subgraph): Workflow {
  return {
    ...workflow,
    subgraphs: new Map(workflow.subgraphs).set(subgraph.id, subgraph),
  };
}

/** Links by their ends. */
export interface LinkIndex {
  /** The link into an input. */
  into(node: string, slot: number): Link | undefined;
  /** The links into a node, by slot. */
  intoNode(node: string): ReadonlyMap<number, Link>;
  /** The links from an output. */
  from(node: string, slot: number): readonly Link[];
  /** All links that begin at a node. */
  fromNode(node: string): readonly Link[];
}

const NO_LINKS: ReadonlyMap<number, Link> = new Map();
const indices = new WeakMap<Graph["links"], LinkIndex>();

/** Finds links by their ends; computed once for each set of links. */
export function linkIndex(graph: Graph): LinkIndex {
  const known = indices.get(graph.links);
  if (known !== undefined) {
    return known;
  }
  const into = new Map<string, Map<number, Link>>();
  const from = new Map<string, Link[]>();
  for (const link of graph.links.values()) {
    const slots = into.get(link.to.node) ?? new Map<number, Link>();
    into.set(link.to.node, slots.set(link.to.slot, link));
    const outgoing = from.get(link.from.node);
    if (outgoing === undefined) {
      from.set(link.from.node, [link]);
    } else {
      outgoing.push(link);
    }
  }
  const index: LinkIndex = {
    into: (node, slot) => into.get(node)?.get(slot),
    intoNode: (node) => into.get(node) ?? NO_LINKS,
    from: (node, slot) => (from.get(node) ?? []).filter((link) => link.from.slot === slot),
    fromNode: (node) => from.get(node) ?? [],
  };
  indices.set(graph.links, index);
  return index;
}

/** Whether an id is a subgraph's frame and not a node's. */
export function isFrame(node: string): boolean {
  return node === FRAME_IN || node === FRAME_OUT;
}

export function withNode(graph: Graph, node: GraphNode): Graph {
  return { ...graph, nodes: new Map(graph.nodes).set(node.id, node) };
}

/** The graph with some of its nodes changed; the same graph if none did. */
export function mapNodes(
  graph: Graph,
  ids: Iterable<string>,
  change: (node: GraphNode) => GraphNode,
): Graph {
  let nodes: Map<string, GraphNode> | undefined;
  for (const id of ids) {
    const node = (nodes ?? graph.nodes).get(id);
    const changed = node && change(node);
    if (changed !== undefined && changed !== node) {
      nodes ??= new Map(graph.nodes);
      nodes.set(id, changed);
    }
  }
  return nodes === undefined ? graph : { ...graph, nodes };
}

/** The reroute points of a link, from its beginning to its end. */
export function reroutesOf(graph: Graph, link: Link): readonly string[] {
  const path: string[] = [];
  let at = link.reroute;
  while (at !== undefined && !path.includes(at)) {
    const reroute = graph.reroutes.get(at);
    if (reroute === undefined) {
      break;
    }
    path.unshift(at);
    at = reroute.parent;
  }
  return path;
}

/** Links drawn through a reroute point. */
export function linksThrough(graph: Graph, reroute: string): readonly Link[] {
  return [...graph.links.values()].filter(
    (link) => link.reroute !== undefined && reroutesOf(graph, link).includes(reroute),
  );
}
