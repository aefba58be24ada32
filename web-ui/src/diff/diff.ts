import type { Catalogue } from "../catalogue/nodeTypes";
import { linkIndex } from "../graph/graph";
import type { Graph, GraphNode, Json, Link, Mode, Workflow } from "../graph/types";

/** One difference between two versions of a workflow. Nodes are called by their titles. */
export type Difference =
  | { readonly kind: "added" | "removed"; readonly node: NodeName }
  | {
      readonly kind: "value";
      readonly node: NodeName;
      readonly widget: string;
      readonly before: Json | undefined;
      readonly after: Json | undefined;
    }
  | { readonly kind: "mode"; readonly node: NodeName; readonly before: Mode; readonly after: Mode }
  | { readonly kind: "title"; readonly node: NodeName; readonly before: string }
  | {
      readonly kind: "link";
      readonly node: NodeName;
      readonly input: string;
      readonly before: Source | undefined;
      readonly after: Source | undefined;
    }
  /** Places, sizes, colours, groups: nothing that changes what runs. */
  | { readonly kind: "looks"; readonly nodes: number };

export interface NodeName {
  readonly id: string;
  readonly title: string;
  /** The subgraph that it lies in; absent on the workflow's own canvas. */
  readonly within?: string;
}

export interface Source {
  readonly node: NodeName;
  readonly output: string;
}

/** What changed from one version of a workflow to another, in the order of the nodes; what only looks different comes last. */
export function differences(
  before: Workflow,
  after: Workflow,
  types: Catalogue,
): readonly Difference[] {
  const found: Difference[] = [];
  let looks = compare(before.graph, after.graph, undefined, types, found);
  const ids = new Set([...before.subgraphs.keys(), ...after.subgraphs.keys()]);
  for (const id of ids) {
    const [old, now] = [before.subgraphs.get(id), after.subgraphs.get(id)];
    looks += compare(old?.graph, now?.graph, (now ?? old)?.name, types, found);
  }
  return looks > 0 ? [...found, { kind: "looks", nodes: looks }] : found;
}

const NO_NODES: Graph["nodes"] = new Map();

/** Adds what differs on one canvas; returns on how many nodes only the looks do. */
function compare(
  before: Graph | undefined,
  after: Graph | undefined,
  within: string | undefined,
  types: Catalogue,
  found: Difference[],
): number {
  const name = (node: GraphNode): NodeName => ({
    id: node.id,
    title: node.title ?? types.get(node.type)?.name ?? node.type,
    ...(within !== undefined && { within }),
  });
  const [old, now] = [before?.nodes ?? NO_NODES, after?.nodes ?? NO_NODES];
  let looks = 0;
  for (const node of old.values()) {
    if (now.get(node.id)?.type !== node.type) {
      found.push({ kind: "removed", node: name(node) });
    }
  }
  for (const node of now.values()) {
    const earlier = old.get(node.id);
    if (earlier?.type !== node.type) {
      found.push({ kind: "added", node: name(node) });
    } else if (before !== undefined && after !== undefined) {
      const changes = [
        ...changesOf(earlier, node, name),
        ...linkChanges(before, after, node, name),
      ];
      found.push(...changes);
      looks += changes.length === 0 && looksDifferent(earlier, node) ? 1 : 0;
    }
  }
  return looks;
}

function changesOf(
  before: GraphNode,
  after: GraphNode,
  name: (node: GraphNode) => NodeName,
): readonly Difference[] {
  const node = name(after);
  const changes: Difference[] = [];
  for (const widget of new Set([...Object.keys(before.values), ...Object.keys(after.values)])) {
    const [old, now] = [before.values[widget], after.values[widget]];
    if (!equal(old, now)) {
      changes.push({ kind: "value", node, widget, before: old, after: now });
    }
  }
  if (before.mode !== after.mode) {
    changes.push({ kind: "mode", node, before: before.mode, after: after.mode });
  }
  if (name(before).title !== node.title) {
    changes.push({ kind: "title", node, before: name(before).title });
  }
  return changes;
}

function linkChanges(
  before: Graph,
  after: Graph,
  node: GraphNode,
  name: (node: GraphNode) => NodeName,
): readonly Difference[] {
  const [old, now] = [sources(before, node.id), sources(after, node.id)];
  const source = (graph: Graph, link: Link | undefined): Source | undefined => {
    const from = link && graph.nodes.get(link.from.node);
    if (link === undefined) {
      return undefined;
    }
    const output = from?.outputs[link.from.slot]?.name ?? String(link.from.slot);
    return { node: from ? name(from) : { id: link.from.node, title: link.from.node }, output };
  };
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((input): readonly Difference[] => {
    const [one, other] = [old.get(input), now.get(input)];
    const same = one?.from.node === other?.from.node && one?.from.slot === other?.from.slot;
    return same
      ? []
      : [
          {
            kind: "link",
            node: name(node),
            input,
            before: source(before, one),
            after: source(after, other),
          },
        ];
  });
}

/** The links into a node by the names of its inputs, whose numbers differ between files. */
function sources(graph: Graph, id: string): ReadonlyMap<string, Link> {
  const node = graph.nodes.get(id);
  return new Map(
    [...linkIndex(graph).intoNode(id)].map(([slot, link]) => [
      node?.inputs[slot]?.name ?? String(slot),
      link,
    ]),
  );
}

function looksDifferent(before: GraphNode, after: GraphNode): boolean {
  const looks = ({ position, size, collapsed, pinned, colour, background }: GraphNode) =>
    [position.x, position.y, size.width, size.height, collapsed, pinned, colour, background].join();
  return before !== after && looks(before) !== looks(after);
}

/** Whether two JSON values say the same. */
function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other || (isNumber(one) && isNumber(other) && one == other)) {
    return true;
  }
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") {
    return false;
  }
  const [a, b] = [Object.entries(one), new Map(Object.entries(other))];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    a.length === b.size &&
    a.every(([key, value]) => b.has(key) && equal(value as Json, b.get(key)))
  );
}

function isNumber(value: Json | undefined): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
