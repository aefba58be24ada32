import { list } from "../graph/json";
import type { Graph, GraphNode, InputSlot, Json, OutputSlot, Workflow } from "../graph/types";
import type { Catalogue, InputType, NodeType } from "./nodeTypes";
import { PRIMITIVE } from "./virtualTypes";
import { controlOf, listed, named, type NamedValues } from "./widgetValues";

/**
 * Gives the nodes of known classes what the catalogue says they have: names for their listed values, and the slots that a
 * file leaves out (unlinked ones of widgets, inputs of newer versions). What is there already stays, so this may run again
 * with another catalogue.
 */
export function conform(workflow: Workflow, types: Catalogue): Workflow {
  const graph = conformGraph(workflow.graph, types);
  const subgraphs = new Map(workflow.subgraphs);
  let changed = graph !== workflow.graph;
  for (const subgraph of workflow.subgraphs.values()) {
    const inner = conformGraph(subgraph.graph, types);
    if (inner !== subgraph.graph) {
      subgraphs.set(subgraph.id, { ...subgraph, graph: inner });
      changed = true;
    }
  }
  return changed ? { ...workflow, graph, subgraphs } : workflow;
}

/** As `conform`, for what lies on one canvas. */
export function conformGraph(graph: Graph, types: Catalogue): Graph {
  let nodes: Map<string, GraphNode> | undefined;
  for (const node of graph.nodes.values()) {
    const type = types.get(node.type);
    const conformed = type === undefined ? node : conformNode(node, type);
    if (conformed !== node) {
      nodes ??= new Map(graph.nodes);
      nodes.set(node.id, conformed);
    }
  }
  return nodes === undefined ? graph : { ...graph, nodes };
}

function conformNode(node: GraphNode, type: NodeType): GraphNode {
  const inputs = type.inputs.filter(
    (input) => input.socket && !node.inputs.some((slot) => slot.name === input.name),
  );
  const outputs = type.outputs.slice(node.outputs.length);
  const values = valuesOf(node, type);
  if (inputs.length === 0 && outputs.length === 0 && values === undefined) {
    return node;
  }
  return {
    ...node,
    ...(inputs.length > 0 && { inputs: [...node.inputs, ...inOrder(inputs).map(inputSlot)] }),
    ...(outputs.length > 0 && { outputs: [...node.outputs, ...outputs.map(outputSlot)] }),
    ...values,
  };
}

/** The node's values with those that have no name yet; undefined if all have. */
function valuesOf(node: GraphNode, type: NodeType): NamedValues | undefined {
  if (type.id === PRIMITIVE) {
    return "value" in node.values ? undefined : primitiveValues(node.listed);
  }
  const complete = type.inputs.every(
    ({ name, widget, control }) =>
      widget === undefined ||
      (name in node.values && (control === undefined || name in node.controls)),
  );
  if (complete) {
    return undefined;
  }
  const read = named(type, node.listed);
  return {
    values: { ...read.values, ...node.values },
    controls: { ...read.controls, ...node.controls },
  };
}

/** What a primitive holds: a value of the kind it is linked to, and how it changes after a run. */
function primitiveValues(items: Json | undefined): NamedValues | undefined {
  const [value, control] = list(items);
  if (value === undefined) {
    return undefined;
  }
  const known = controlOf(control);
  return { values: { value }, controls: known === undefined ? {} : { value: known } };
}

/** The values of a node as files list them; undefined if it has none to list. */
export function listedValues(node: GraphNode, type: NodeType | undefined): Json | undefined {
  if (node.type === PRIMITIVE) {
    const { value } = node.values;
    const control = node.controls["value"];
    const read = controlOf(list(node.listed)[1]) === undefined ? 1 : 2;
    return value === undefined
      ? node.listed
      : [value, ...(control === undefined ? [] : [control]), ...list(node.listed).slice(read)];
  }
  if (type === undefined) {
    return node.listed;
  }
  if (node.listed !== null && typeof node.listed === "object" && !Array.isArray(node.listed)) {
    return { ...node.listed, ...node.values };
  }
  const items = listed(type, node, list(node.listed));
  return items.length === 0 && node.listed === undefined ? undefined : items;
}

/** As editors show them: sockets first, then the slots of widgets. */
export function inOrder(inputs: readonly InputType[]): readonly InputType[] {
  return [
    ...inputs.filter((input) => input.widget === undefined),
    ...inputs.filter((input) => input.widget !== undefined),
  ];
}

/** The slot of an input as a new node has it. */
export function inputSlot(input: InputType): InputSlot {
  return {
    name: input.name,
    type: input.type,
    ...(input.widget && { widget: input.name }),
    // 7 is the hollow circle by which editors show that nothing has to be linked here.
    rest: input.required || input.widget || input.type === "*" ? {} : { shape: 7 },
  };
}

/** The slot of an output as a new node has it. */
export function outputSlot(output: NodeType["outputs"][number]): OutputSlot {
  // 6 is the grid by which editors show a list.
  return { name: output.name, type: output.type, rest: output.list ? { shape: 6 } : {} };
}
