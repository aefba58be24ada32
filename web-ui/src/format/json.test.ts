import { describe, expect, it } from "vitest";
import { readJson, writeJson } from "./json";

describe("JSON", () => {
  it("keeps every digit of the largest seed", () => {
    const text = '{"seed":18446744073709551615,"cfg":7.5}';

    expect(writeJson(readJson(text))).toBe(text);
  });

  it("reads what Python writes for numbers that are none, but not inside texts", () => {
    expect(readJson('{"is_changed": [NaN], "text": "a, NaN, b"}')).toEqual({
      is_changed: [null],
      text: "a, NaN, b",
    });
  });

  it("refuses what is no JSON", () => {
    expect(() => readJson("{nope")).toThrow(SyntaxError);
  });
});
