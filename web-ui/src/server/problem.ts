import type { JsonObject } from "../graph/types";
import { list, object, text } from "../format/parts";

/** One thing that is wrong with a node, as the server says it. */
export interface NodeProblem {
  readonly type: string;
  /** What, where, value and next step, in one sentence. */
  readonly sentence: string;
  /** The field or input that it is about. */
  readonly input?: string;
}

export type NodeProblems = ReadonlyMap<string, readonly NodeProblem[]>;

/** Why a request brought no answer that can be used. */
export type Fault =
  | { readonly kind: "unreachable" }
  | { readonly kind: "garbled"; readonly detail: string }
  | { readonly kind: "refused"; readonly status: number; readonly type: string };

/** A request that failed. Texts for users are made from its parts (`texts/`); `message` is for the console. */
export class ServerProblem extends Error {
  constructor(
    /** Method and path, as in `POST /prompt`. */
    readonly request: string,
    readonly fault: Fault,
    /** What the server said, a sentence each. */
    readonly sentences: readonly string[] = [],
    readonly nodes: NodeProblems = new Map(),
  ) {
    super(
      `${request}: ${fault.kind}${fault.kind === "refused" ? ` (${String(fault.status)})` : ""}. ${sentences.join(" ")}`,
    );
    this.name = "ServerProblem";
  }

  get status(): number | undefined {
    return this.fault.kind === "refused" ? this.fault.status : undefined;
  }
}

/** Reads an error's body: ours, ComfyUI's (which have the same shape without sentences), or none at all. */
export function refusal(
  request: string,
  status: number,
  body: JsonObject | undefined,
): ServerProblem {
  const plain = body?.["error"];
  const error = object(plain);
  const type = text(error["type"]);
  const said = list(error["sentences"])
    .map(text)
    .filter((sentence) => sentence !== "");
  const message = typeof plain === "string" ? plain : text(error["message"]);
  const details = text(error["details"]);
  const short = details === "" || details === message ? message : `${message}: ${details}`;
  const sentences = said.length > 0 ? said : short === "" ? [] : [short];
  return new ServerProblem(
    request,
    { kind: "refused", status, type },
    sentences,
    nodeProblems(object(body?.["node_errors"])),
  );
}

function nodeProblems(json: JsonObject): NodeProblems {
  return new Map(
    Object.entries(json).map(([id, entry]) => [
      id,
      list(object(entry)["errors"]).map((each): NodeProblem => {
        const error = object(each);
        const input = object(error["extra_info"])["input_name"];
        const message = text(error["message"]);
        const details = text(error["details"]);
        return {
          type: text(error["type"]),
          sentence:
            text(error["sentence"]) || (details === "" ? message : `${message}: ${details}`),
          ...(typeof input === "string" && { input }),
        };
      }),
    ]),
  );
}
