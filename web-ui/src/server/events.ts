import { list, number, object, text } from "../format/parts";
import type { Json, JsonObject } from "../graph/types";

/** How far a node is. */
export interface NodeProgress {
  readonly node: string;
  readonly state: "running" | "finished" | "error";
  readonly value: number;
  readonly max: number;
}

/** A prompt that came to a bad end. */
export interface Failure {
  readonly node?: string;
  readonly type: string;
  readonly message: string;
  readonly input?: string;
  readonly traceback: readonly string[];
}

/** What the web socket tells, read into values (comfyui-contract.md, 8.3). */
export type ServerEvent =
  | { readonly kind: "status"; readonly remaining: number }
  | { readonly kind: "started"; readonly prompt: string; readonly time: number }
  | { readonly kind: "cached"; readonly prompt: string; readonly nodes: readonly string[] }
  | { readonly kind: "executing"; readonly prompt: string; readonly node: string }
  | { readonly kind: "over"; readonly prompt: string }
  | { readonly kind: "progress"; readonly prompt: string; readonly nodes: readonly NodeProgress[] }
  | {
      readonly kind: "executed";
      readonly prompt: string;
      readonly node: string;
      readonly output: JsonObject;
    }
  | { readonly kind: "succeeded"; readonly prompt: string; readonly time: number }
  | { readonly kind: "failed"; readonly prompt: string; readonly failure: Failure }
  | { readonly kind: "interrupted"; readonly prompt: string; readonly node?: string }
  | { readonly kind: "snapshot"; readonly running: readonly RunningPrompt[] }
  | { readonly kind: "other"; readonly type: string; readonly data: JsonObject };

/** What a client that was away is told of a prompt that runs. */
export interface RunningPrompt {
  readonly prompt: string;
  readonly nodes: readonly NodeProgress[];
}

export function readEvent(json: Json): ServerEvent {
  const type = text(object(json)["type"]);
  const data = object(object(json)["data"]);
  const prompt = text(data["prompt_id"]);
  const time = number(data["timestamp"], 0);
  switch (type) {
    case "status":
      return {
        kind: "status",
        remaining: number(object(object(data["status"])["exec_info"])["queue_remaining"], 0),
      };
    case "execution_start":
      return { kind: "started", prompt, time };
    case "execution_cached":
      return { kind: "cached", prompt, nodes: list(data["nodes"]).map(text) };
    case "executing": {
      const node = text(data["display_node"]) || text(data["node"]);
      return node === "" ? { kind: "over", prompt } : { kind: "executing", prompt, node };
    }
    case "progress": {
      const progress = {
        state: "running",
        value: number(data["value"], 0),
        max: number(data["max"], 1),
      } as const;
      return { kind: "progress", prompt, nodes: [{ node: text(data["node"]), ...progress }] };
    }
    case "progress_state":
      return { kind: "progress", prompt, nodes: progressOf(data) };
    case "executed":
      return {
        kind: "executed",
        prompt,
        node: text(data["display_node"]) || text(data["node"]),
        output: object(data["output"]),
      };
    case "execution_success":
      return { kind: "succeeded", prompt, time };
    case "execution_error":
      return { kind: "failed", prompt, failure: readFailure(data) };
    case "execution_interrupted": {
      const node = text(data["node_id"]);
      return { kind: "interrupted", prompt, ...(node !== "" && { node }) };
    }
    case "snapshot":
      return {
        kind: "snapshot",
        running: list(data["running"]).map((each) => {
          const running = object(each);
          return {
            prompt: text(running["prompt_id"]),
            nodes: progressOf(object(running["progress"])),
          };
        }),
      };
    default:
      return { kind: "other", type, data };
  }
}

/** The data of an `execution_error`, which `/history` and `/jobs` hold too. */
export function readFailure(data: JsonObject): Failure {
  const node = text(data["node_id"]);
  const input = text(data["input_name"]) || text(object(data["extra_info"])["input_name"]);
  return {
    ...(node !== "" && { node }),
    ...(input !== "" && { input }),
    type: text(data["exception_type"]),
    message: text(data["exception_message"]).trim(),
    traceback: list(data["traceback"]).map(text),
  };
}

function progressOf(data: JsonObject): readonly NodeProgress[] {
  return Object.entries(object(data["nodes"])).map(([id, each]) => {
    const progress = object(each);
    const state = text(progress["state"]);
    return {
      node: text(progress["display_node_id"]) || id,
      state: state === "finished" || state === "error" ? state : "running",
      value: number(progress["value"], 0),
      max: number(progress["max"], 1),
    };
  });
}
