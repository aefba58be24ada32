export { list, number, object, text } from "../graph/json";
import type { Json, JsonObject } from "../graph/types";

/** A file that cannot be read as what it should be; the message is a sentence for the user. */
export class FileProblem extends Error {}

/** An id as a text. */
export function id(json: Json | undefined, what: string): string {
  if (typeof json === "string" || typeof json === "number" || typeof json === "bigint") {
    return String(json);
  }
  throw new FileProblem(`The id of ${what} is missing; the file is damaged.`);
}

/** The members that are not named: what the editor does not know and gives back as it was. */
export function rest(json: JsonObject, known: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !known.includes(name)));
}

/** A workflow that cannot run as it is; the message is a sentence for the user. */
export class PromptProblem extends Error {}
