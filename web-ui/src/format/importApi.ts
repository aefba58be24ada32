import { newNode } from "../catalogue/newNode";
import type { Catalogue, NodeType } from "../catalogue/nodeTypes";
import { layOut } from "../edits/layout";
import { EMPTY_GRAPH, EMPTY_WORKFLOW } from "../graph/graph";
import { list, number, object, text } from "../graph/json";
import type { GraphNode, InputSlot, Json, JsonObject, Link, Workflow } from "../graph/types";
import { FileProblem } from "./parts";

/** Whether a JSON value looks like an API prompt: nodes by id, each with a class. */
export function isApiPrompt(json: Json): boolean {
  const nodes = Object.values(object(json));
  return nodes.length > 0 && nodes.every((node) => typeof object(node)["class_type"] === "string");
}

/**
 * Makes a workflow of an API prompt, which says nothing of places: its nodes are laid out along their links.
 *
 * @throws FileProblem if it is no prompt
 */
export async function readApiPrompt(
  json: Json,
  types: Catalogue,
): Promise<{ workflow: Workflow; notices: readonly string[] }> {
  if (!isApiPrompt(json)) {
    throw new FileProblem("Its nodes have no classes; it is no prompt for a server.");
  }
  const prompt = object(json);
  const ids = plainIds(Object.keys(prompt));
  const nodes = new Map<string, GraphNode>();
  for (const [key, id] of ids) {
    nodes.set(id, readNode(object(prompt[key]), id, types));
  }
  const notices: string[] = [];
  const links = readLinks(prompt, ids, nodes, notices);
  const graph = {
    ...EMPTY_GRAPH,
    nodes,
    links,
    last: {
      node: Math.max(0, ...[...ids.values()].map(Number)),
      link: links.size,
      reroute: 0,
    },
  };
  return { workflow: { ...EMPTY_WORKFLOW, graph: await layOut(graph) }, notices };
}

/** Nodes from within subgraphs (`6:3`) and other ids that are no numbers get new ones. */
function plainIds(keys: readonly string[]): ReadonlyMap<string, string> {
  const plain = keys.filter((key) => /^[1-9]\d{0,14}$/.test(key));
  let next = plain.reduce((most, key) => Math.max(most, Number(key)), 0);
  return new Map(keys.map((key) => [key, plain.includes(key) ? key : String(++next)]));
}

function readNode(json: JsonObject, id: string, types: Catalogue): GraphNode {
  const type = text(json["class_type"]);
  const known = types.get(type);
  const title = text(object(json["_meta"])["title"]);
  const inputs = object(json["inputs"]);
  const named = title !== "" && title !== known?.name && title !== type ? { title } : {};
  if (known === undefined) {
    return { ...placeholder(type, id, inputs), ...named };
  }
  const node = newNode(known, id, { x: 0, y: 0 });
  const values = { ...node.values };
  for (const { name, widget } of known.inputs) {
    const value = inputs[name];
    if (widget !== undefined && value !== undefined && !isLink(value)) {
      values[name] = constant(value);
    }
  }
  // What ran is to run again: nothing changes the seed behind the user's back.
  const controls = Object.fromEntries(
    Object.keys(node.controls).map((name) => [name, "fixed" as const]),
  );
  return { ...node, ...named, values, controls, inputs: withMore(node, known, inputs) };
}

/** Inputs that the class does not declare are kept if they are linked: some classes take any number. */
function withMore(node: GraphNode, type: NodeType, inputs: JsonObject): readonly InputSlot[] {
  const more = Object.entries(inputs).filter(
    ([name, value]) => isLink(value) && !type.inputs.some((input) => input.name === name),
  );
  return [...node.inputs, ...more.map(([name]) => ({ name, type: "*", rest: {} }))];
}

/** A node of an unknown class keeps its values under their names. */
function placeholder(type: string, id: string, inputs: JsonObject): GraphNode {
  const entries = Object.entries(inputs);
  const values = Object.fromEntries(
    entries
      .filter(([, value]) => !isLink(value))
      .map(([name, value]) => [name, constant(value)] as const),
  );
  return {
    id,
    type,
    position: { x: 0, y: 0 },
    size: usualSizeOfUnknown(entries.length),
    mode: "always",
    collapsed: false,
    pinned: false,
    inputs: entries
      .filter(([, value]) => isLink(value))
      .map(([name]) => ({ name, type: "*", rest: {} })),
    outputs: [],
    values,
    controls: {},
    listed: values,
    properties: { "Node name for S&R": type },
    rest: {},
  };
}

function usualSizeOfUnknown(slots: number) {
  return { width: 270, height: 60 + slots * 20 };
}

function readLinks(
  prompt: JsonObject,
  ids: ReadonlyMap<string, string>,
  nodes: Map<string, GraphNode>,
  notices: string[],
): ReadonlyMap<string, Link> {
  const links = new Map<string, Link>();
  for (const [key, id] of ids) {
    for (const [name, value] of Object.entries(object(object(prompt[key])["inputs"]))) {
      const [source, output] = isLink(value) ? list(value) : [];
      const from = typeof source === "string" ? ids.get(source) : undefined;
      if (source === undefined) {
        continue;
      }
      const slot = nodes.get(id)?.inputs.findIndex((input) => input.name === name) ?? -1;
      if (from === undefined || slot < 0) {
        notices.push(
          `The link of input "${name}" of node ${key} was left out: there is no node ${String(source)}.`,
        );
        continue;
      }
      const link = String(links.size + 1);
      const type = outputType(nodes, from, number(output, 0));
      const to = { node: id, slot };
      const begin = { node: from, slot: number(output, 0) };
      links.set(link, { id: link, from: begin, to, type, rest: {} });
    }
  }
  return links;
}

/** The type of an output; a node of an unknown class gets as many outputs as are used. */
function outputType(nodes: Map<string, GraphNode>, id: string, slot: number): string {
  const node = nodes.get(id);
  if (node !== undefined && slot >= node.outputs.length && slot < 64) {
    const missing = Array.from({ length: slot + 1 - node.outputs.length }, (_, index) => ({
      name: String(node.outputs.length + index),
      type: "*",
      rest: {},
    }));
    nodes.set(id, { ...node, outputs: [...node.outputs, ...missing] });
  }
  return nodes.get(id)?.outputs[slot]?.type ?? "*";
}

/** Two items, a node's id and a slot: all other lists are wrapped. */
function isLink(value: Json): boolean {
  const [node, slot] = list(value);
  return list(value).length === 2 && typeof node === "string" && typeof slot === "number";
}

function constant(value: Json): Json {
  const wrapped = object(value)["__value__"];
  return wrapped === undefined ? value : wrapped;
}
