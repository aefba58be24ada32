import { describe, expect, it } from "vitest";
import { draw, nextValue } from "./control";
import type { Widget } from "./nodeTypes";

const MOST = 2n ** 64n - 1n;
const seed: Widget = { kind: "whole", default: 0n, min: 0n, max: MOST, step: 1n, look: "number" };
const cfg: Widget = { kind: "real", default: 8, min: 0, max: 1, step: 0.1, look: "number" };
const sampler: Widget = { kind: "choice", default: "a", choices: ["a", "b", "c"] };

const highest = (count: bigint) => count - 1n;
const lowest = () => 0n;

describe("a value after a run", () => {
  it.each([
    ["increment", 7, 8],
    ["increment", Number.MAX_SAFE_INTEGER, BigInt(Number.MAX_SAFE_INTEGER) + 1n],
    ["increment", MOST, 0],
    ["decrement", 0, MOST],
    ["decrement", BigInt(Number.MAX_SAFE_INTEGER) + 1n, Number.MAX_SAFE_INTEGER],
    ["fixed", MOST, MOST],
  ] as const)("%s makes of the seed %s the seed %s", (control, before, after) => {
    expect(nextValue(seed, before, control, lowest)).toBe(after);
  });

  it("reaches the first and the last of all 64-bit seeds", () => {
    expect(nextValue(seed, 5, "randomize", lowest)).toBe(0);
    expect(nextValue(seed, 5, "randomize", highest)).toBe(MOST);
  });

  it("adds steps to fractions without dust", () => {
    expect(nextValue(cfg, 0.2, "increment", lowest)).toBe(0.3);
    expect(nextValue(cfg, 1, "increment", lowest)).toBe(0);
    expect(nextValue(cfg, 0.25, "decrement", lowest)).toBe(0.15);
    expect(nextValue(cfg, 0.25, "randomize", highest)).toBe(1);
  });

  it("walks through choices, and stops at their ends unless it wraps", () => {
    expect(nextValue(sampler, "a", "increment", lowest)).toBe("b");
    expect(nextValue(sampler, "c", "increment", lowest)).toBe("c");
    expect(nextValue(sampler, "a", "decrement", lowest)).toBe("a");
    expect(nextValue(sampler, "c", "increment-wrap", lowest)).toBe("a");
    expect(nextValue(sampler, "a", "randomize", highest)).toBe("c");
  });

  it("draws every number of a small range, and none beside it", () => {
    const drawn = new Set(Array.from({ length: 400 }, () => draw(5n)));

    expect([...drawn].sort()).toEqual([0n, 1n, 2n, 3n, 4n]);
  });

  it("draws seeds that need all 64 bits", () => {
    const drawn = Array.from({ length: 64 }, () => draw(2n ** 64n));

    expect(drawn.some((seed) => seed >= 2n ** 63n)).toBe(true);
    expect(new Set(drawn).size).toBe(64);
  });
});
