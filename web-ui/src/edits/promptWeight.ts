/** A text field's content and selection. */
export interface TextSelection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const STEP = 0.05;
const NUMBER = /:(-?\d*\.?\d+)$/;

/**
 * Weighs what is selected in a prompt more or less: `a cat` becomes `(a cat:1.05)`. Without a selection it takes the weighted
 * part around the cursor, or the word there; a weight of 1 takes the brackets away.
 */
export function changeWeight(field: TextSelection, steps: number, step = STEP): TextSelection {
  const around = field.start === field.end ? atCursor(field) : trimmed(field);
  if (around.start === around.end) {
    return field;
  }
  const { start, end } = withBrackets(field.text, around);
  const part = field.text.slice(start, end);
  const { inner, weight } = weighed(part);
  const changed = Math.round((weight + steps * step) * 1e10) / 1e10;
  const now = changed === 1 ? inner : `(${inner}:${String(changed)})`;
  return {
    text: field.text.slice(0, start) + now + field.text.slice(end),
    start,
    end: start + now.length,
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function trimmed({ text, start, end }: TextSelection): Range {
  const selected = text.slice(start, end);
  const left = selected.length - selected.trimStart().length;
  return left === selected.length
    ? { start, end: start }
    : { start: start + left, end: end - (selected.length - selected.trimEnd().length) };
}

/** The innermost brackets around the cursor, or the word that it is in. */
function atCursor({ text, start: cursor }: TextSelection): Range {
  const open = bracketBefore(text, cursor);
  const close = open < 0 ? -1 : bracketAfter(text, cursor);
  if (open >= 0 && close >= 0) {
    return { start: open, end: close + 1 };
  }
  const delimiter = /[\s.,\\/!?%^*;:{}=`~()[\]"|<>+]/;
  let start = cursor;
  let end = cursor;
  while (start > 0 && !delimiter.test(text.charAt(start - 1))) {
    start--;
  }
  while (end < text.length && !delimiter.test(text.charAt(end))) {
    end++;
  }
  return { start, end };
}

/** Brackets with a backslash before them are letters. */
function isBracket(text: string, at: number): boolean {
  return (text[at] === "(" || text[at] === ")") && text[at - 1] !== "\\";
}

function bracketBefore(text: string, cursor: number): number {
  let depth = 0;
  for (let at = cursor - 1; at >= 0; at--) {
    if (isBracket(text, at)) {
      if (text[at] === ")") {
        depth++;
      } else if (depth-- === 0) {
        return at;
      }
    }
  }
  return -1;
}

function bracketAfter(text: string, cursor: number): number {
  let depth = 0;
  for (let at = cursor; at < text.length; at++) {
    if (isBracket(text, at)) {
      if (text[at] === "(") {
        depth++;
      } else if (depth-- === 0) {
        return at;
      }
    }
  }
  return -1;
}

/** Where the inside of brackets is selected, the brackets belong to it. */
function withBrackets(text: string, { start, end }: Range): Range {
  const after = /^(:-?\d*\.?\d+)?\)/.exec(text.slice(end))?.[0];
  return isBracket(text, start - 1) && text[start - 1] === "(" && after !== undefined
    ? { start: start - 1, end: end + after.length }
    : { start, end };
}

/** What a part weighs: `(cat:1.2)` its number, `(cat)` 1.1. */
function weighed(part: string): { inner: string; weight: number } {
  if (!part.startsWith("(") || !part.endsWith(")") || bracketAfter(part, 1) !== part.length - 1) {
    return { inner: part, weight: 1 };
  }
  const inner = part.slice(1, -1);
  const number = NUMBER.exec(inner);
  return number === null
    ? { inner, weight: 1.1 }
    : { inner: inner.slice(0, number.index), weight: Number(number[1]) };
}
