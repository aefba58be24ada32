import { promotedOf } from "../graph/promoted";
import type { Graph, GraphNode, Json, Mode, Subgraph } from "../graph/types";

/** A place where nodes run: the workflow's own graph, or one instance of a subgraph. */
export interface Scope {
  readonly graph: Graph;
  /** What the ids of its nodes begin with in a prompt. */
  readonly prefix: string;
  readonly mode: Mode;
  readonly depth: number;
  readonly instance?: Instance;
  /** Scopes of the instances in this graph, by node. */
  readonly inner: Map<string, Scope>;
  /** The value that the instance holds for a widget of an inner node. */
  held(node: string, widget: string): Json | undefined;
  /** The value that the instance holds for an input of its frame. */
  heldForInput(name: string): Json | undefined;
}

/** The node that stands for a scope in the graph around it. */
export interface Instance {
  readonly outer: Scope;
  readonly node: GraphNode;
  readonly subgraph: Subgraph;
}

export function outermost(graph: Graph): Scope {
  return {
    graph,
    prefix: "",
    mode: "always",
    depth: 0,
    inner: new Map(),
    held: () => undefined,
    heldForInput: () => undefined,
  };
}

/** Opens the inside of an instance. */
export function enter(outer: Scope, node: GraphNode, subgraph: Subgraph): Scope {
  const widgets = new Map<string, Json>();
  const inputs = new Map<string, Json>();
  for (const promoted of promotedOf(subgraph, node)) {
    // Of several instances inside each other the outermost decides.
    const value = outer.held(node.id, promoted.key) ?? node.values[promoted.key];
    if (value !== undefined && value !== null) {
      if (promoted.input !== undefined) {
        inputs.set(promoted.input, value);
      } else {
        widgets.set(`${promoted.node} ${promoted.widget}`, value);
      }
    }
  }
  const scope: Scope = {
    graph: subgraph.graph,
    prefix: `${outer.prefix}${node.id}:`,
    mode: modeIn(outer, node),
    depth: outer.depth + 1,
    instance: { outer, node, subgraph },
    inner: new Map(),
    held: (inner, widget) => widgets.get(`${inner} ${widget}`),
    heldForInput: (name) => inputs.get(name),
  };
  outer.inner.set(node.id, scope);
  return scope;
}

/** How a node runs where it is: everything inside a muted or bypassed instance is so too. */
export function modeIn(scope: Scope, node: GraphNode): Mode {
  return scope.mode === "always" ? node.mode : scope.mode;
}
