import { mapNodes } from "../graph/graph";
import type { Control, Graph, Json } from "../graph/types";

/** The graph with one widget's value changed. */
export function setValue(graph: Graph, node: string, name: string, value: Json): Graph {
  return mapNodes(graph, [node], (old) =>
    same(old.values[name], value) ? old : { ...old, values: { ...old.values, [name]: value } },
  );
}

/** The graph with another choice of what happens to a value after each run. */
export function setControl(graph: Graph, node: string, name: string, control: Control): Graph {
  return mapNodes(graph, [node], (old) =>
    old.controls[name] === control
      ? old
      : { ...old, controls: { ...old.controls, [name]: control } },
  );
}

function same(one: Json | undefined, other: Json): boolean {
  return one === other;
}
