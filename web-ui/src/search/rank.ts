/** How well a text answers a query; smaller is better, undefined: not at all. */
export type Rank = number;

const EXACT = 0;
const PREFIX = 1;
const WORD_STARTS = 2;
const INSIDE = 3;
const SUBSEQUENCE = 4;

/**
 * Ranks a name: equal to the query before beginning with it, before having words that begin with the query's, before holding
 * it, before having its letters in order (the closer together, the better).
 */
export function rank(query: string, name: string): Rank | undefined {
  const wanted = plain(query);
  const text = plain(name);
  if (wanted === "" || text === wanted) {
    return EXACT;
  }
  if (text.startsWith(wanted)) {
    return PREFIX;
  }
  const words = wordsOf(name);
  const starts = plain(query)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
  if (starts || initials(words, wanted)) {
    return WORD_STARTS;
  }
  if (text.includes(wanted)) {
    return INSIDE;
  }
  const gap = gaps(wanted.replace(/\s+/g, ""), text);
  return gap === undefined ? undefined : SUBSEQUENCE + gap / (gap + text.length);
}

/** Words of a name, where a capital or a digit begins one too: `KSamplerAdvanced` has three letters to find it by, k, s and a. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map(plain);
}

function initials(words: readonly string[], wanted: string): boolean {
  return (
    wanted.length > 1 &&
    words
      .map((word) => word[0] ?? "")
      .join("")
      .startsWith(wanted)
  );
}

/** How many other letters lie between those of the query in the text's tightest match; undefined without one. */
function gaps(wanted: string, text: string): number | undefined {
  let best: number | undefined;
  for (let start = text.indexOf(wanted[0] ?? ""); start >= 0;) {
    let at = start;
    let found = true;
    for (const letter of wanted.slice(1)) {
      at = text.indexOf(letter, at + 1);
      if (at < 0) {
        found = false;
        break;
      }
    }
    if (!found) {
      break;
    }
    const gap = at - start + 1 - wanted.length;
    best = best === undefined ? gap : Math.min(best, gap);
    start = text.indexOf(wanted[0] ?? "", start + 1);
  }
  return best;
}

/** Without case and accents: "Für" is found by "fur". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
