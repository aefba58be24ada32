import type { Json, JsonObject } from "./types";

/** The value if it is an object, else an empty one. */
export function object(json: Json | undefined): JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json)
    ? (json as JsonObject)
    : {};
}

/** The value if it is a list, else an empty one. */
export function list(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

/** The value if it is a text, else an empty one. */
export function text(json: Json | undefined): string {
  return typeof json === "string" ? json : "";
}

/** A number, or a text that holds one. */
export function number(json: Json | undefined, otherwise: number): number {
  const value = typeof json === "string" || typeof json === "bigint" ? Number(json) : json;
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

/** Whole numbers are bigints only where a double cannot hold them. */
export function plain(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
