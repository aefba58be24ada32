import type { Json, JsonObject } from "../graph/types";
import { list, object, text } from "../graph/json";
import { VIRTUAL_TYPES } from "./virtualTypes";

/** What a user can set on a node. */
export type Widget =
  | { kind: "whole"; default: bigint; min: bigint; max: bigint; step: bigint; look: NumberLook }
  | {
      kind: "real";
      default: number;
      min: number;
      max: number;
      step: number;
      round?: number;
      look: NumberLook;
    }
  | { kind: "text"; default: string; multiline: boolean; placeholder: string; templates: boolean }
  | { kind: "toggle"; default: boolean; on: string; off: string }
  | { kind: "choice"; default: Json; choices: readonly Json[]; upload?: Upload };

export type NumberLook = "number" | "slider" | "colour";

/** Choosing a file may add one: the folder it goes to. */
export type Upload = "input" | "output" | "temp";

/** What happens to a value after each run, by the client's hand. */
export type ControlKind = "number" | "choice";

export interface InputType {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Absent where only a link can bring the value. */
  readonly widget?: Widget;
  /** The widget is followed by one that says how the value changes after a run. */
  readonly control?: ControlKind;
  readonly tooltip: string;
  readonly advanced: boolean;
  /** False for a widget that no link can feed. */
  readonly socket: boolean;
}

export interface OutputType {
  readonly name: string;
  readonly type: string;
  readonly list: boolean;
  readonly tooltip: string;
}

/** A node class, as a server's `/object_info` describes it. */
export interface NodeType {
  readonly id: string;
  readonly name: string;
  readonly category: readonly string[];
  readonly description: string;
  readonly source: string;
  readonly inputs: readonly InputType[];
  readonly outputs: readonly OutputType[];
  readonly output: boolean;
  readonly deprecated: boolean;
  readonly experimental: boolean;
  /** Exists in the editor only: no server runs it. */
  readonly virtual: boolean;
}

export type Catalogue = ReadonlyMap<string, NodeType>;

const MAX_SEED = 2n ** 64n - 1n;

/** Reads the answer of `/object_info`, of any ComfyUI server; an entry that makes no sense is left out and named. */
export function readCatalogue(json: Json): { types: Catalogue; problems: readonly string[] } {
  const types = new Map<string, NodeType>(VIRTUAL_TYPES.map((type) => [type.id, type]));
  const problems: string[] = [];
  for (const [id, entry] of Object.entries(object(json))) {
    try {
      types.set(id, nodeType(id, object(entry)));
    } catch (failure) {
      problems.push(`${id}: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
  }
  return { types, problems };
}

function nodeType(id: string, entry: JsonObject): NodeType {
  const input = object(entry["input"]);
  const order = object(entry["input_order"]);
  const inputs = (["required", "optional"] as const).flatMap((group) => {
    const declared = object(input[group]);
    const listed = texts(order[group]).filter((name) => name in declared);
    const names = [...new Set([...listed, ...Object.keys(declared)])];
    return names.map((name) => inputType(name, declared[name] ?? [], group === "required"));
  });
  const outputs = list(entry["output"]);
  const names = list(entry["output_name"]);
  const lists = list(entry["output_is_list"]);
  const tooltips = list(entry["output_tooltips"]);
  return {
    id,
    name: text(entry["display_name"]) || id,
    category: text(entry["category"])
      .split("/")
      .filter((part) => part !== ""),
    description: text(entry["description"]),
    source: text(entry["python_module"]),
    inputs,
    outputs: outputs.map((type, index) => ({
      name: text(names[index]) || socket(type),
      type: socket(type),
      list: lists[index] === true,
      tooltip: text(tooltips[index]),
    })),
    output: entry["output_node"] === true,
    deprecated: entry["deprecated"] === true,
    experimental: entry["experimental"] === true,
    virtual: false,
  };
}

function inputType(name: string, spec: Json, required: boolean): InputType {
  const [declared, given] = list(spec);
  if (declared === undefined) {
    throw new Error(`input "${name}" has no type`);
  }
  const options = object(given);
  const widget = options["forceInput"] === true ? undefined : widgetOf(declared, options);
  const control = controlOf(name, declared, options);
  return {
    name,
    type: Array.isArray(declared) ? "COMBO" : socket(declared),
    required,
    ...(widget && { widget }),
    ...(widget && control && { control }),
    tooltip: text(options["tooltip"]),
    advanced: options["advanced"] === true,
    socket: options["socketless"] !== true,
  };
}

/** Clients add a control after an INT or combo that asks for one, and after any INT with a seed's name. */
function controlOf(name: string, declared: Json, options: JsonObject): ControlKind | undefined {
  const asked = Boolean(options["control_after_generate"]);
  if (declared === "INT") {
    return asked || name === "seed" || name === "noise_seed" ? "number" : undefined;
  }
  return asked && (Array.isArray(declared) || declared === "COMBO") ? "choice" : undefined;
}

function widgetOf(declared: Json, options: JsonObject): Widget | undefined {
  const choices = Array.isArray(declared) ? declared : options["options"];
  if (Array.isArray(declared) || declared === "COMBO") {
    return choice(list(choices), options);
  }
  switch (declared) {
    case "INT":
      return whole(options);
    case "FLOAT":
      return real(options);
    case "STRING":
      return {
        kind: "text",
        default: text(options["default"]),
        multiline: options["multiline"] === true,
        placeholder: text(options["placeholder"]),
        templates: options["dynamicPrompts"] === true,
      };
    case "BOOLEAN":
      return {
        kind: "toggle",
        default: options["default"] === true,
        on: text(options["label_on"]) || "true",
        off: text(options["label_off"]) || "false",
      };
    default:
      return undefined;
  }
}

function choice(choices: readonly Json[], options: JsonObject): Widget {
  const folder = text(options["image_folder"]);
  const uploads = options["image_upload"] === true;
  return {
    kind: "choice",
    default: options["default"] ?? choices[0] ?? "",
    choices,
    ...(uploads && { upload: folder === "output" || folder === "temp" ? folder : "input" }),
  };
}

function whole(options: JsonObject): Widget {
  const max = bigint(options["max"], 2048n);
  return {
    kind: "whole",
    default: bigint(options["default"], 0n),
    min: bigint(options["min"], 0n),
    // A server that writes 2^64 as a double means the largest seed.
    max: max > MAX_SEED ? MAX_SEED : max,
    step: bigint(options["step"], 1n),
    look: look(options),
  };
}

function real(options: JsonObject): Widget {
  const round = typeof options["round"] === "number" ? options["round"] : undefined;
  return {
    kind: "real",
    default: finite(options["default"], 0),
    min: finite(options["min"], 0),
    max: finite(options["max"], 2048),
    step: finite(options["step"], 0.5),
    ...(round !== undefined && { round }),
    look: look(options),
  };
}

function look(options: JsonObject): NumberLook {
  switch (options["display"]) {
    case "slider":
      return "slider";
    case "color":
      return "colour";
    default:
      return "number";
  }
}

function socket(type: Json): string {
  return Array.isArray(type) ? "COMBO" : text(type) || "*";
}

function finite(value: Json | undefined, otherwise: number): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : otherwise;
}

function bigint(value: Json | undefined, otherwise: bigint): bigint {
  if (typeof value === "bigint") {
    return value;
  }
  return typeof value === "number" && Number.isFinite(value)
    ? BigInt(Math.trunc(value))
    : otherwise;
}

function texts(value: Json | undefined): readonly string[] {
  return list(value).filter((item): item is string => typeof item === "string");
}
