import { PRIMITIVE, REROUTE } from "../catalogue/virtualTypes";
import { linkIndex } from "../graph/graph";
import { compatible, isAny } from "../graph/socketTypes";
import { FRAME_IN, FRAME_OUT, type GraphNode, type Json, type Link } from "../graph/types";
import { PromptProblem } from "./parts";
import { modeIn, type Scope } from "./scope";

/** What feeds an input: an output of a node (which may turn out not to run), a constant, or nothing. */
export type Origin =
  | { readonly kind: "output"; readonly node: string; readonly slot: number }
  | { readonly kind: "held"; readonly value: Json }
  | { readonly kind: "nothing" };

const NOTHING: Origin = { kind: "nothing" };

/** A link on the way back to an origin. */
interface Step {
  readonly scope: Scope;
  readonly link: Link;
}

/** Either the end of the way, or its next link. */
type Passage = { readonly origin: Origin } | { readonly next: Step };

/**
 * Finds what really feeds inputs: through reroutes, bypassed nodes, and the frames of subgraphs. Remembers, so that long chains
 * cost no more than their length.
 */
export class Resolver {
  private readonly known = new Map<Scope, Map<string, Origin>>();

  /**
   * @param wanted the type at the link's end
   * @throws PromptProblem if the way goes in a ring
   */
  resolve(scope: Scope, link: Link, wanted: string): Origin {
    let step: Step = { scope, link };
    let promoted: Json | undefined;
    const walked: Step[] = [];
    const seen = new Map<Scope, Set<string>>();
    for (;;) {
      const key = `${step.link.id} ${wanted}`;
      const remembered = this.known.get(step.scope)?.get(key);
      if (remembered !== undefined) {
        return this.remember(walked, wanted, remembered, promoted);
      }
      const here = seen.get(step.scope) ?? new Set();
      if (here.has(step.link.id)) {
        throw ring(walked);
      }
      seen.set(step.scope, here.add(step.link.id));
      walked.push(step);
      const { instance } = step.scope;
      if (step.link.from.node === FRAME_IN && instance !== undefined) {
        const name = instance.subgraph.inputs[step.link.from.slot]?.name ?? "";
        // Of several instances inside each other the outermost decides.
        promoted = step.scope.heldForInput(name) ?? promoted;
        const slot = instance.node.inputs.findIndex((input) => input.name === name);
        const outer = linkIndex(instance.outer.graph).into(instance.node.id, slot);
        if (outer === undefined) {
          return this.remember(walked, wanted, NOTHING, promoted);
        }
        step = { scope: instance.outer, link: outer };
        continue;
      }
      const passage = pass(step, wanted);
      if ("origin" in passage) {
        return this.remember(walked, wanted, passage.origin, promoted);
      }
      step = passage.next;
    }
  }

  /** A value that instances hold stands in where nothing is linked; such a way is not remembered, as it may be joined midway. */
  private remember(
    walked: readonly Step[],
    wanted: string,
    origin: Origin,
    promoted: Json | undefined,
  ): Origin {
    if (promoted !== undefined) {
      return origin.kind === "nothing" ? { kind: "held", value: promoted } : origin;
    }
    for (const { scope, link } of walked) {
      const links = this.known.get(scope) ?? new Map<string, Origin>();
      this.known.set(scope, links.set(`${link.id} ${wanted}`, origin));
    }
    return origin;
  }
}

function pass({ scope, link }: Step, wanted: string): Passage {
  const { slot } = link.from;
  const node = scope.graph.nodes.get(link.from.node);
  if (node === undefined) {
    return { origin: NOTHING };
  }
  if (node.type === PRIMITIVE) {
    const value = scope.held(node.id, "value") ?? node.values["value"];
    return { origin: value === undefined ? NOTHING : { kind: "held", value } };
  }
  if (node.type === REROUTE) {
    return along(scope, linkIndex(scope.graph).into(node.id, slot));
  }
  if (modeIn(scope, node) === "bypassed") {
    const input = passedOn(node, slot, wanted);
    return along(scope, input < 0 ? undefined : linkIndex(scope.graph).into(node.id, input));
  }
  const inside = scope.inner.get(node.id);
  if (inside !== undefined) {
    return along(inside, linkIndex(inside.graph).into(FRAME_OUT, slot));
  }
  return { origin: { kind: "output", node: scope.prefix + node.id, slot } };
}

function along(scope: Scope, link: Link | undefined): Passage {
  return link === undefined ? { origin: NOTHING } : { next: { scope, link } };
}

/** The input that a bypassed node passes on in place of an output; -1 if none fits. */
export function passedOn(node: GraphNode, output: number, wanted: string): number {
  const { inputs } = node;
  if (isAny(wanted)) {
    return output < inputs.length ? output : inputs.length - 1 < 0 ? -1 : 0;
  }
  const same = inputs[output]?.type;
  const type = node.outputs[output]?.type ?? "*";
  if (same !== undefined && compatible(same, type) && compatible(same, wanted)) {
    return output;
  }
  const equal = inputs.findIndex((input) => input.type.toUpperCase() === wanted.toUpperCase());
  return equal >= 0 ? equal : inputs.findIndex((input) => compatible(input.type, wanted));
}

function ring(walked: readonly Step[]): PromptProblem {
  const nodes = walked.flatMap(({ scope, link }) => {
    const node = scope.graph.nodes.get(link.from.node);
    return node ? [`${scope.prefix}${node.id} "${node.title ?? node.type}"`] : [];
  });
  const shown = nodes.slice(0, 8).join(" ← ") + (nodes.length > 8 ? " ← …" : "");
  return new PromptProblem(
    `These nodes only pass values on, and wait for each other: ${shown}. Remove one of the links.`,
  );
}
