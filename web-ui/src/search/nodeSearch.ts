import type { Catalogue, InputType, NodeType } from "../catalogue/nodeTypes";
import { compatible, isAny } from "../graph/socketTypes";
import { rank } from "./rank";

/** The loose end of a link: found are nodes that it can be tied to. */
export interface LooseEnd {
  /** Where the link begins: at an output that looks for an input, or the other way round. */
  readonly from: "output" | "input";
  readonly type: string;
}

export interface NodeQuery {
  readonly text: string;
  readonly fits?: LooseEnd;
  /** How often each class was used, by id. */
  readonly used?: ReadonlyMap<string, number>;
  readonly limit?: number;
}

/** What is worse than any rank of a name: found by category or description only. */
const ELSEWHERE = 10;

/** Node classes that answer a query, best first; equally good ones by how often they were used. */
export function findNodes(types: Catalogue, query: NodeQuery): readonly NodeType[] {
  const text = query.text.trim();
  const found: { type: NodeType; rank: number; used: number; loose: number }[] = [];
  for (const type of types.values()) {
    const loose = query.fits === undefined ? 0 : looseness(type, query.fits);
    const ranked = loose === undefined ? undefined : rankType(type, text);
    if (loose !== undefined && ranked !== undefined) {
      found.push({ type, rank: ranked, used: query.used?.get(type.id) ?? 0, loose });
    }
  }
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.loose - b.loose ||
      b.used - a.used ||
      Number(a.type.deprecated) - Number(b.type.deprecated) ||
      a.type.name.length * Number(text !== "") - b.type.name.length * Number(text !== "") ||
      a.type.name.localeCompare(b.type.name),
  );
  return found.slice(0, query.limit ?? found.length).map(({ type }) => type);
}

function rankType(type: NodeType, text: string): number | undefined {
  if (text === "") {
    return 0;
  }
  const names = [rank(text, type.name), rank(text, type.id)].filter((one) => one !== undefined);
  if (names.length > 0) {
    return Math.min(...names);
  }
  // Letters strewn over a long text are no find.
  const wanted = text.toLowerCase();
  const elsewhere = [type.category.join(" "), type.description].some((other) =>
    other.toLowerCase().includes(wanted),
  );
  return elsewhere ? ELSEWHERE : undefined;
}

/** 0: has a slot of just this type; 1: only one that takes anything; undefined: none. */
function looseness(type: NodeType, end: LooseEnd): number | undefined {
  const fitting = slotTypes(type, end).filter((slot) =>
    end.from === "output" ? compatible(end.type, slot) : compatible(slot, end.type),
  );
  if (fitting.length === 0) {
    return undefined;
  }
  return isAny(end.type) || fitting.some((slot) => !isAny(slot)) ? 0 : 1;
}

function slotTypes(type: NodeType, end: LooseEnd): readonly string[] {
  return end.from === "output"
    ? type.inputs.filter(({ socket }) => socket).map((input) => input.type)
    : type.outputs.map((output) => output.type);
}

/** The input of a class that a link from an output goes to: sockets before widgets, its very type before any. */
export function inputFor(type: NodeType, offered: string): InputType | undefined {
  const fitting = type.inputs.filter((input) => input.socket && compatible(offered, input.type));
  const worth = (input: InputType) =>
    (input.widget === undefined ? 0 : 2) + (isAny(input.type) && !isAny(offered) ? 1 : 0);
  return [...fitting].sort((a, b) => worth(a) - worth(b))[0];
}

/** The output of a class that a link to an input comes from, by its number; -1 if none fits. */
export function outputFor(type: NodeType, wanted: string): number {
  const exact = type.outputs.findIndex((output) => output.type === wanted);
  return exact >= 0 ? exact : type.outputs.findIndex((output) => compatible(output.type, wanted));
}
