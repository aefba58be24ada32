import type { GraphNode, Point, Size } from "../graph/types";
import { inOrder, inputSlot, outputSlot } from "./conform";
import type { NodeType } from "./nodeTypes";
import { PRIMITIVE } from "./virtualTypes";
import { defaults } from "./widgetValues";

/** A node of a class as a user gets it: default values, all slots, a size that shows them. */
export function newNode(type: NodeType, id: string, position: Point): GraphNode {
  return {
    id,
    type: type.id,
    position,
    size: usualSize(type),
    mode: "always",
    collapsed: false,
    pinned: false,
    inputs: inOrder(type.inputs.filter(({ socket }) => socket)).map(inputSlot),
    outputs: type.outputs.map(outputSlot),
    ...(type.id === PRIMITIVE ? { values: {}, controls: {} } : defaults(type)),
    properties: type.virtual ? {} : { "Node name for S&R": type.id },
    rest: {},
  };
}

// Heights as ComfyUI draws them, so that files look the same there.
const TITLE = 30;
const SLOT = 20;
const WIDGET = 24;
const TEXT_AREA = 110;
const PICTURE = 220;

/** The room that a node of a class needs. */
export function usualSize(type: NodeType): Size {
  const sockets = type.inputs.filter(({ widget }) => widget === undefined).length;
  let height = TITLE + Math.max(sockets, type.outputs.length) * SLOT + 12;
  for (const { widget, control } of type.inputs) {
    if (widget !== undefined) {
      height += widget.kind === "text" && widget.multiline ? TEXT_AREA : WIDGET;
      height += control === undefined ? 0 : WIDGET;
      height += widget.kind === "choice" && widget.upload !== undefined ? PICTURE : 0;
    }
  }
  const wide = type.inputs.some(({ widget }) => widget?.kind === "text" && widget.multiline);
  return { width: wide ? 400 : type.inputs.some(({ widget }) => widget) ? 270 : 210, height };
}
