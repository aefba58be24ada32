import type { InputType, NodeType, OutputType } from "./nodeTypes";

/** Passes on what it is fed, to tidy links up. */
export const REROUTE = "Reroute";
/** Holds the value of one or more widgets. */
export const PRIMITIVE = "PrimitiveNode";
export const NOTE = "Note";
export const MARKDOWN_NOTE = "MarkdownNote";

const noteText: InputType = {
  name: "text",
  type: "STRING",
  required: true,
  widget: { kind: "text", default: "", multiline: true, placeholder: "", templates: false },
  tooltip: "",
  advanced: false,
  socket: false,
};

const any: OutputType = { name: "", type: "*", list: false, tooltip: "" };

/** Nodes that editors add to what a server has; they never reach a prompt. */
export const VIRTUAL_TYPES: readonly NodeType[] = [
  virtual(NOTE, "Note", [noteText], []),
  virtual(MARKDOWN_NOTE, "Markdown Note", [noteText], []),
  virtual(PRIMITIVE, "Primitive", [], [{ ...any, name: "connect to widget input" }]),
  virtual(
    REROUTE,
    "Reroute",
    [{ name: "", type: "*", required: false, tooltip: "", advanced: false, socket: true }],
    [any],
  ),
];

function virtual(
  id: string,
  name: string,
  inputs: readonly InputType[],
  outputs: readonly OutputType[],
): NodeType {
  return {
    id,
    name,
    category: ["utils"],
    description: "",
    source: "",
    inputs,
    outputs,
    output: false,
    deprecated: false,
    experimental: false,
    virtual: true,
  };
}
