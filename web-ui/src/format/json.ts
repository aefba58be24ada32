import { parse, stringify } from "lossless-json";
import type { Json } from "../graph/types";

/** Python writes these where JSON has no number; files of ComfyUI may hold them. */
const NO_NUMBER = /"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g;

/**
 * Reads JSON without losing a digit of a whole number.
 *
 * @throws SyntaxError if the text is none
 */
export function readJson(text: string): Json {
  try {
    return parse(text, null, number) as Json;
  } catch (failure) {
    const repaired = text.replace(NO_NUMBER, (match) => (match.startsWith('"') ? match : "null"));
    if (repaired === text) {
      throw failure;
    }
    return parse(repaired, null, number) as Json;
  }
}

/** Writes JSON; `indent` spaces a level, or all on one line. */
export function writeJson(value: Json, indent?: number): string {
  const text = stringify(value, undefined, indent);
  if (text === undefined) {
    throw new Error("Only JSON values can be written as JSON.");
  }
  return text;
}

function number(digits: string): number | bigint {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? BigInt(digits) : value;
}
