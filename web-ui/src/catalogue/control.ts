import { plain } from "../graph/json";
import type { Control, Json } from "../graph/types";
import type { Widget } from "./nodeTypes";

/** Draws a whole number from 0 to one below the count, each as likely as the others. */
export type Draw = (count: bigint) => bigint;

/** Draws with the browser's best random numbers. */
export const draw: Draw = (count) => {
  const bits = count.toString(2).length;
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  const surplus = BigInt(bytes.length * 8 - bits);
  for (;;) {
    crypto.getRandomValues(bytes);
    const drawn = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n) >> surplus;
    // Taking the remainder instead would favour small numbers.
    if (drawn < count) {
      return drawn;
    }
  }
};

/**
 * A widget's value after a run. Numbers stay within their range, and behind its last comes its first, so that the seed after
 * 2^64 - 1 is 0.
 */
export function nextValue(widget: Widget, value: Json, control: Control, random: Draw): Json {
  if (control === "fixed") {
    return value;
  }
  switch (widget.kind) {
    case "whole":
      return whole(widget, value, control, random);
    case "real":
      return real(widget, value, control, random);
    case "choice":
      return choice(widget.choices, value, control, random);
    case "toggle":
    case "text":
      return value;
  }
}

type Changing = Exclude<Control, "fixed">;

function whole(
  { min, max, step }: Widget & { kind: "whole" },
  value: Json,
  control: Changing,
  random: Draw,
): Json {
  const by = step > 0n ? step : 1n;
  if (control === "randomize") {
    return plain(min + random((max - min) / by + 1n) * by);
  }
  const before = bigint(value);
  if (before === undefined) {
    return value;
  }
  const after = control === "decrement" ? before - by : before + by;
  return plain(after > max ? min : after < min ? max : after);
}

function real(
  { min, max, step }: Widget & { kind: "real" },
  value: Json,
  control: Changing,
  random: Draw,
): Json {
  const by = step > 0 ? step : 1;
  if (control === "randomize") {
    const steps = BigInt(Math.max(0, Math.floor((max - min) / by + 1e-9)));
    return tidy(min + Number(random(steps + 1n)) * by, by);
  }
  if (typeof value !== "number") {
    return value;
  }
  const after = tidy(control === "decrement" ? value - by : value + by, by);
  return after > max ? min : after < min ? max : after;
}

function choice(choices: readonly Json[], value: Json, control: Changing, random: Draw): Json {
  if (choices.length === 0) {
    return value;
  }
  const last = choices.length - 1;
  const at = choices.indexOf(value);
  const index = {
    increment: Math.min(at + 1, last),
    decrement: Math.max(at - 1, 0),
    "increment-wrap": (at + 1) % choices.length,
    randomize: control === "randomize" ? Number(random(BigInt(choices.length))) : 0,
  }[control];
  return choices[index] ?? value;
}

/** 0.1 + 0.2 is 0.3: as many decimals as the step has, and two more for values between steps. */
function tidy(value: number, step: number): number {
  const decimals = /\.(\d+)$/.exec(step.toFixed(10).replace(/0+$/, ""))?.[1]?.length ?? 0;
  return Number(value.toFixed(Math.min(decimals + 2, 12)));
}

function bigint(value: Json): bigint | undefined {
  if (typeof value === "bigint") {
    return value;
  }
  return typeof value === "number" && Number.isFinite(value)
    ? BigInt(Math.trunc(value))
    : undefined;
}
