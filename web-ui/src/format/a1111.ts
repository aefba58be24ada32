/** A1111's `parameters`: what was asked for, and the settings by name. */
export interface A1111Parameters {
  readonly prompt: string;
  readonly negative: string;
  readonly settings: ReadonlyMap<string, string>;
}

const NEGATIVE = "Negative prompt:";

/** Reads the text that A1111 writes into its pictures: the prompt, `Negative prompt: ...`, and a line `Steps: 20, ...`. */
export function readA1111(text: string): A1111Parameters {
  const lines = text.split(/\r?\n/);
  const last = lines.findLastIndex((line) => /^\s*Steps: \d+/.test(line));
  const settings = new Map<string, string>();
  // Values may hold commas within quotes.
  for (const [, name = "", quoted, bare] of (lines[last] ?? "").matchAll(
    /\s*([^:,]+):\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:,|$)/g,
  )) {
    settings.set(name.trim(), quoted?.replace(/\\(.)/g, "$1") ?? (bare ?? "").trim());
  }
  const above = last < 0 ? lines : lines.slice(0, last);
  const at = above.findIndex((line) => line.startsWith(NEGATIVE));
  const prompt = (at < 0 ? above : above.slice(0, at)).join("\n").trim();
  const negative = at < 0 ? "" : above.slice(at).join("\n").slice(NEGATIVE.length).trim();
  return { prompt, negative, settings };
}

/** Whether a text is what A1111 writes below a picture: prompts, then settings in one line. */
export function isA1111(text: string): boolean {
  return /(^|\n)\s*Steps: \d+, .*(Sampler|Seed|CFG scale): /.test(text);
}
