import type { Control, Json } from "../graph/types";
import { plain } from "../graph/json";
import type { InputType, NodeType, Widget } from "./nodeTypes";

/** A node's widget values under their names. */
export interface NamedValues {
  readonly values: Readonly<Record<string, Json>>;
  readonly controls: Readonly<Record<string, Control>>;
}

/** One place in a file's list of widget values. */
type Place =
  { kind: "value"; input: InputType } | { kind: "control"; of: string } | { kind: "upload" };

const CONTROLS: readonly string[] = [
  "fixed",
  "increment",
  "decrement",
  "randomize",
  "increment-wrap",
];

/** A widget's value at first. */
export function startValue(widget: Widget | undefined): Json {
  const value = widget?.default ?? null;
  return typeof value === "bigint" ? plain(value) : value;
}

/** The values of a new node. */
export function defaults(type: NodeType): NamedValues {
  return named(type, []);
}

/**
 * Gives listed values their names. Files may hold them as an object too; missing ones take their defaults, surplus ones are
 * passed over, and lists from before `forceInput` inputs lost their dummy value are understood.
 */
export function named(type: NodeType, listed: Json | undefined): NamedValues {
  if (listed !== null && typeof listed === "object" && !Array.isArray(listed)) {
    const given = listed as Readonly<Record<string, Json>>;
    const blank = named(type, []);
    const values = Object.fromEntries(
      Object.entries(blank.values).map(([name, value]) => [name, given[name] ?? value]),
    );
    return { values, controls: blank.controls };
  }
  const items = withoutDummies(type, Array.isArray(listed) ? (listed as readonly Json[]) : []);
  const values: Record<string, Json> = {};
  const controls: Record<string, Control> = {};
  places(type).forEach((place, index) => {
    const item = items[index];
    if (place.kind === "value") {
      values[place.input.name] = item === undefined ? startValue(place.input.widget) : item;
    } else if (place.kind === "control") {
      controls[place.of] = controlOf(item) ?? "randomize";
    }
  });
  return { values, controls };
}

/** The values in the order in which files list them; behind them what the file listed beyond the known places. */
export function listed(
  type: NodeType,
  node: NamedValues,
  file: readonly Json[] = [],
): readonly Json[] {
  const all = places(type);
  const surplus = withoutDummies(type, file).slice(all.length);
  const known = all.map((place) => {
    switch (place.kind) {
      case "value":
        return node.values[place.input.name] ?? startValue(place.input.widget);
      case "control":
        return node.controls[place.of] ?? "randomize";
      case "upload":
        return "image";
    }
  });
  return [...known, ...surplus];
}

/** Widgets in the order in which an editor creates them: declared order, controls right behind, upload buttons last. */
function places(type: NodeType): readonly Place[] {
  const all: Place[] = [];
  const required = type.inputs.filter((input) => input.required);
  const optional = type.inputs.filter((input) => !input.required);
  add(all, required);
  if (
    required.some((input) => input.widget?.kind === "choice" && input.widget.upload !== undefined)
  ) {
    all.push({ kind: "upload" });
  }
  add(all, optional);
  return all;
}

function add(all: Place[], inputs: readonly InputType[]): void {
  for (const input of inputs) {
    if (input.widget) {
      all.push({ kind: "value", input });
      if (input.control) {
        all.push({ kind: "control", of: input.name });
      }
    }
  }
}

/** Old files list a dummy for each input that only takes links; their length gives them away. */
function withoutDummies(type: NodeType, items: readonly Json[]): readonly Json[] {
  const forced = (input: InputType) => !input.widget && PLAIN.includes(input.type);
  if (!type.inputs.some(forced)) {
    return items;
  }
  const expected = type.inputs.flatMap((input) =>
    input.widget ? (input.control ? [false, false] : [false]) : forced(input) ? [true] : [],
  );
  return expected.length === items.length
    ? items.filter((_, index) => expected[index] === false)
    : items;
}

/** Types that have a widget unless a declaration forbids it. */
const PLAIN: readonly string[] = ["INT", "FLOAT", "STRING", "BOOLEAN", "COMBO"];

/** A control as files hold it; very old ones hold a boolean: whether to randomize. */
export function controlOf(item: Json | undefined): Control | undefined {
  if (typeof item === "boolean") {
    return item ? "randomize" : "fixed";
  }
  return typeof item === "string" && CONTROLS.includes(item) ? (item as Control) : undefined;
}
