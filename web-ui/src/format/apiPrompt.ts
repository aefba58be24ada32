import type { Catalogue, NodeType } from "../catalogue/nodeTypes";
import { startValue } from "../catalogue/widgetValues";
import { MARKDOWN_NOTE, NOTE, PRIMITIVE, REROUTE } from "../catalogue/virtualTypes";
import { linkIndex } from "../graph/graph";
import { object } from "../graph/json";
import type { GraphNode, Json, JsonObject, Workflow } from "../graph/types";
import { Resolver, type Origin } from "./resolve";
import { enter, modeIn, outermost, type Scope } from "./scope";
import { PromptProblem } from "./parts";

/** A node as servers run it. */
export interface ApiNode {
  readonly class_type: string;
  readonly inputs: JsonObject;
  readonly _meta?: { readonly title: string };
}

/** What servers run: nodes by id, with links as `[node, slot]`. */
export type ApiPrompt = Readonly<Record<string, ApiNode>>;

/** Subgraphs inside each other, and nodes in all: a small file can ask for more nodes than any memory holds. */
const DEEPEST = 64;
const MOST_NODES = 100_000;

/**
 * Turns a workflow into what a server runs: without what only editors know, without what is muted, past what is bypassed, and
 * with subgraphs unfolded.
 *
 * @throws PromptProblem if nodes that only pass values on form a ring, or a subgraph holds itself
 */
export function toApiPrompt(workflow: Workflow, types: Catalogue): ApiPrompt {
  const running: { scope: Scope; node: GraphNode }[] = [];
  let unfolded = 0;
  const unfold = (scope: Scope): void => {
    for (const node of scope.graph.nodes.values()) {
      if (++unfolded > MOST_NODES) {
        throw new PromptProblem(
          `The workflow's subgraphs unfold into more than ${String(MOST_NODES)} nodes; remove some.`,
        );
      }
      const subgraph = workflow.subgraphs.get(node.type);
      if (subgraph !== undefined) {
        refuseRecursion(scope, subgraph.id, subgraph.name);
        unfold(enter(scope, node, subgraph));
      } else if (!isVirtual(node) && modeIn(scope, node) === "always") {
        running.push({ scope, node });
      }
    }
  };
  unfold(outermost(workflow.graph));
  const resolver = new Resolver();
  const ids = new Set(running.map(({ scope, node }) => scope.prefix + node.id));
  return Object.fromEntries(
    running.map(({ scope, node }) => [
      scope.prefix + node.id,
      apiNode(scope, node, types.get(node.type), resolver, ids),
    ]),
  );
}

function isVirtual(node: GraphNode): boolean {
  return [REROUTE, PRIMITIVE, NOTE, MARKDOWN_NOTE].includes(node.type);
}

function refuseRecursion(scope: Scope, id: string, name: string): void {
  for (let at = scope; at.instance !== undefined; at = at.instance.outer) {
    if (at.instance.subgraph.id === id) {
      throw new PromptProblem(`The subgraph "${name}" holds itself; remove the inner one.`);
    }
  }
  if (scope.depth >= DEEPEST) {
    throw new PromptProblem(
      `Subgraphs lie more than ${String(DEEPEST)} deep inside each other; the innermost is "${name}".`,
    );
  }
}

function apiNode(
  scope: Scope,
  node: GraphNode,
  type: NodeType | undefined,
  resolver: Resolver,
  ids: ReadonlySet<string>,
): ApiNode {
  const constants = new Map<string, Json>();
  if (type === undefined) {
    // Of an unknown class only values that are given by name can be sent.
    for (const [name, value] of Object.entries({ ...object(node.listed), ...node.values })) {
      constants.set(name, constant(value));
    }
  }
  for (const { name, widget } of type?.inputs ?? []) {
    if (widget !== undefined) {
      const value = scope.held(node.id, name) ?? node.values[name];
      constants.set(name, constant(value ?? startValue(widget)));
    }
  }
  // Constants come first, then links, as editors send them.
  const links = new Map<string, Json>();
  for (const [slot, link] of linkIndex(scope.graph).intoNode(node.id)) {
    const input = node.inputs[slot];
    if (input !== undefined) {
      const origin = resolver.resolve(scope, link, input.type);
      connect(constants, links, input.name, origin, ids);
    }
  }
  const title = node.title ?? type?.name ?? node.type;
  return {
    inputs: Object.fromEntries([...constants, ...links]),
    class_type: node.type,
    _meta: { title },
  };
}

/** An input whose source does not run has no link, and then no value either. */
function connect(
  constants: Map<string, Json>,
  links: Map<string, Json>,
  name: string,
  origin: Origin,
  ids: ReadonlySet<string>,
): void {
  switch (origin.kind) {
    case "output":
      constants.delete(name);
      if (ids.has(origin.node)) {
        links.set(name, [origin.node, origin.slot]);
      }
      break;
    case "held":
      constants.set(name, constant(origin.value));
      break;
    case "nothing":
      break;
  }
}

/** A list in a prompt is a link; one that is a value has to be wrapped. */
function constant(value: Json): Json {
  return Array.isArray(value) ? { __value__: value as readonly Json[] } : value;
}
