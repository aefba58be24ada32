import type { Catalogue } from "../catalogue/nodeTypes";
import type { Json, JsonObject } from "../graph/types";
import type { ApiNode, ApiPrompt } from "./apiPrompt";

/** Draws a number from 0 to one below the count. */
export type Pick = (count: number) => number;

const anyOf: Pick = (count) => Math.floor(Math.random() * count);

/**
 * The prompt with its templates filled, which clients do before they send one: `{a|b}` in texts that allow it becomes one of
 * its options, `%date:...%` and `%Node.widget%` in the file names of nodes that save become what they stand for.
 */
export function fillTemplates(
  prompt: ApiPrompt,
  types: Catalogue,
  now: Date = new Date(),
  pick: Pick = anyOf,
): ApiPrompt {
  const drawn = mapInputs(prompt, (node, name, value) => {
    const widget = types.get(node.class_type)?.inputs.find((input) => input.name === name)?.widget;
    return widget?.kind === "text" && widget.templates ? drawText(value, pick) : value;
  });
  return mapInputs(drawn, (node, name, value) =>
    name === "filename_prefix" && types.get(node.class_type)?.output === true
      ? fillName(value, drawn, now)
      : value,
  );
}

function mapInputs(
  prompt: ApiPrompt,
  change: (node: ApiNode, name: string, value: string) => string,
): ApiPrompt {
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => {
      const inputs: JsonObject = Object.fromEntries(
        Object.entries(node.inputs).map(([name, value]): [string, Json] => [
          name,
          typeof value === "string" ? change(node, name, value) : value,
        ]),
      );
      return [id, { ...node, inputs }];
    }),
  );
}

/** A text, or a choice between texts. */
type Part = string | readonly (readonly Part[])[];

/** Draws one option of each `{a|b|{c|d}}`; comments go, and `\{ \} \|` stand for the signs themselves. */
export function drawText(template: string, pick: Pick): string {
  const text = template.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n\r]*/g, "");
  // Without recursion, so that no nesting is too deep.
  let current: Part[] = [];
  let options: Part[][] = [current];
  const outer: { options: Part[][]; current: Part[] }[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    if (sign === "\\" && /[{}|]/.test(next)) {
      current.push(next);
      at++;
    } else if (sign === "{") {
      outer.push({ options, current });
      current = [];
      options = [current];
    } else if (sign === "|" && outer.length > 0) {
      current = [];
      options.push(current);
    } else if (sign === "}" && outer.length > 0) {
      const around = outer.pop();
      around?.current.push(options);
      ({ options, current } = around ?? { options, current });
    } else {
      current.push(sign);
    }
  }
  // A brace that is never closed reaches to the end.
  while (outer.length > 0) {
    const around = outer.pop();
    around?.current.push(options);
    ({ options, current } = around ?? { options, current });
  }
  return write(current, pick);
}

function write(parts: readonly Part[], pick: Pick): string {
  const ahead: Part[] = [...parts].reverse();
  let text = "";
  for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
    if (typeof part === "string") {
      text += part;
    } else {
      for (const inner of [...(part[pick(part.length)] ?? [])].reverse()) {
        ahead.push(inner);
      }
    }
  }
  return text;
}

/** Fills `%date:yyyy-MM-dd%` and `%KSampler.seed%`; what names nothing stays, servers know some of it. */
function fillName(name: string, prompt: ApiPrompt, now: Date): string {
  return name.replace(/%([^%]+)%/g, (whole, inside: string) => {
    if (inside.startsWith("date:")) {
      return dateText(inside.slice("date:".length), now);
    }
    const [node, widget, ...more] = inside.split(".");
    if (node === undefined || widget === undefined || more.length > 0) {
      return whole;
    }
    const value = valueOf(prompt, node, widget);
    return value === undefined ? whole : value.replace(/[/?<>\\:*|"\p{Cc}]/gu, "_");
  });
}

/** The value of the one node of this class or title; undefined if there is none, several, or no constant. */
function valueOf(prompt: ApiPrompt, name: string, widget: string): string | undefined {
  const nodes = Object.values(prompt);
  const named = nodes.filter(({ class_type }) => class_type === name);
  const found = named.length > 0 ? named : nodes.filter(({ _meta }) => _meta?.title === name);
  const value = found.length === 1 ? found[0]?.inputs[widget] : undefined;
  return value === undefined || value === null || typeof value === "object"
    ? undefined
    : String(value);
}

function dateText(format: string, now: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(now.getFullYear()),
    yy: two(now.getFullYear() % 100),
    MM: two(now.getMonth() + 1),
    M: String(now.getMonth() + 1),
    dd: two(now.getDate()),
    d: String(now.getDate()),
    hh: two(now.getHours()),
    h: String(now.getHours()),
    mm: two(now.getMinutes()),
    m: String(now.getMinutes()),
    ss: two(now.getSeconds()),
    s: String(now.getSeconds()),
  };
  return format.replace(/yyyy|yy|MM?|dd?|hh?|mm?|ss?/g, (part) => parts[part] ?? part);
}
