import type { Json, JsonObject } from "../graph/types";

/** A file that cannot be read as what it should be; the message is a sentence for the user. */
export class FileProblem extends Error {}

export function object(json: Json | undefined): JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json)
    ? (json as JsonObject)
    : {};
}

export function list(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

export function text(json: Json | undefined): string {
  return typeof json === "string" ? json : "";
}

/** A number, or a text that holds one. */
export function number(json: Json | undefined, otherwise: number): number {
  const value = typeof json === "string" || typeof json === "bigint" ? Number(json) : json;
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

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
