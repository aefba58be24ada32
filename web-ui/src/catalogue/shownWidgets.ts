import { linkIndex } from "../graph/graph";
import { promotedOf } from "../graph/promoted";
import type { Control, Graph, GraphNode, Json, Workflow } from "../graph/types";
import type { Catalogue, ControlKind, InputType, Widget } from "./nodeTypes";
import { startValue } from "./widgetValues";
import { PRIMITIVE } from "./virtualTypes";

/** A widget as a node shows it. */
export interface ShownWidget {
  /** Its name among the node's values. */
  readonly key: string;
  /** What it is called on the node. */
  readonly label: string;
  readonly type: string;
  readonly widget: Widget;
  readonly value: Json;
  /** Present where the value may change after each run. */
  readonly control?: { readonly kind: ControlKind; readonly value: Control };
  /** The input slot that stands for it; absent where none does. */
  readonly slot?: number;
  /** Whether a link brings the value instead. */
  readonly linked: boolean;
  readonly tooltip: string;
  readonly advanced: boolean;
}

/** The widgets of a node of any kind: of a class, a note, a primitive (as its target has them), an instance (what it promotes). */
export function shownWidgets(
  workflow: Workflow,
  graph: Graph,
  node: GraphNode,
  types: Catalogue,
): readonly ShownWidget[] {
  return shown(workflow, graph, node, types, 0);
}

/** Subgraphs inside each other; a damaged file may hold one that holds itself. */
const DEEPEST = 64;

function shown(
  workflow: Workflow,
  graph: Graph,
  node: GraphNode,
  types: Catalogue,
  depth: number,
): readonly ShownWidget[] {
  if (depth > DEEPEST) {
    return [];
  }
  const subgraph = workflow.subgraphs.get(node.type);
  if (subgraph !== undefined) {
    return promotedOf(subgraph, node).flatMap(({ key, node: inner, widget }) => {
      const owner = subgraph.graph.nodes.get(inner);
      const found =
        owner &&
        shown(workflow, subgraph.graph, owner, types, depth + 1).find(
          (other) => other.key === widget,
        );
      if (found === undefined) {
        return [];
      }
      const input = subgraph.inputs.find(({ name }) => name === key);
      const label = input?.label ?? input?.name ?? found.label;
      const { slot, control, ...rest } = found;
      const value = node.values[key] ?? found.value;
      return [
        { ...rest, key, label, value, ...place(graph, node, key), ...(control && { control }) },
      ];
    });
  }
  if (node.type === PRIMITIVE) {
    return primitive(workflow, graph, node, types, depth);
  }
  return (types.get(node.type)?.inputs ?? []).flatMap((input) => own(graph, node, input));
}

function own(graph: Graph, node: GraphNode, input: InputType): readonly ShownWidget[] {
  const { name, type, widget, control, tooltip, advanced } = input;
  if (widget === undefined) {
    return [];
  }
  const at = place(graph, node, name);
  const label = at.slot === undefined ? undefined : node.inputs[at.slot]?.label;
  return [
    {
      key: name,
      label: label ?? name,
      type,
      widget,
      value: node.values[name] ?? startValue(widget),
      ...(control && { control: { kind: control, value: node.controls[name] ?? "randomize" } }),
      ...at,
      tooltip,
      advanced,
    },
  ];
}

/** A primitive looks like the first widget that it feeds. */
function primitive(
  workflow: Workflow,
  graph: Graph,
  node: GraphNode,
  types: Catalogue,
  depth: number,
): readonly ShownWidget[] {
  for (const link of linkIndex(graph).from(node.id, 0)) {
    const target = graph.nodes.get(link.to.node);
    const key = target?.inputs[link.to.slot]?.widget;
    const found =
      target &&
      target.type !== PRIMITIVE &&
      shown(workflow, graph, target, types, depth + 1).find((other) => other.key === key);
    if (found) {
      const { slot, control, ...rest } = found;
      const kind = control?.kind ?? (found.widget.kind === "choice" ? "choice" : undefined);
      const changes = kind ?? (isNumber(found.widget) ? "number" : undefined);
      return [
        {
          ...rest,
          key: "value",
          linked: false,
          value: node.values["value"] ?? found.value,
          ...(changes && {
            control: { kind: changes, value: node.controls["value"] ?? ("fixed" as const) },
          }),
        },
      ];
    }
  }
  return [];
}

function isNumber(widget: Widget): boolean {
  return widget.kind === "whole" || widget.kind === "real";
}

/** The slot of a widget, and whether a link comes in there. */
function place(graph: Graph, node: GraphNode, key: string): { slot?: number; linked: boolean } {
  const slot = node.inputs.findIndex(({ widget }) => widget === key);
  return slot < 0
    ? { linked: false }
    : { slot, linked: linkIndex(graph).into(node.id, slot) !== undefined };
}
