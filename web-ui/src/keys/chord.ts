/** What of a keyboard event says which keys are down. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Signs that already say that Shift was needed, on whatever layout. */
const BY_SIGN = /^[^\p{L}\p{N}\s]$/u;

/**
 * The chord of a press, as the key table writes it; undefined for a modifier alone. On a Mac, Alt writes other letters (Alt+C is
 * ç): there the place of the key counts.
 */
export function chordOf(press: KeyPress, mac: boolean): string | undefined {
  if (["Control", "Shift", "Alt", "Meta", "AltGraph", "Dead", "Unidentified"].includes(press.key)) {
    return press.key === "Dead" && press.altKey
      ? chord(press, letterOf(press.code), mac)
      : undefined;
  }
  return chord(press, signOf(press), mac);
}

function signOf({ key, code, altKey, ctrlKey }: KeyPress): string | undefined {
  if (key === " ") {
    return "Space";
  }
  if (altKey && !ctrlKey && !/^[\x20-\x7e]$|^\w{2,}$/.test(key)) {
    return letterOf(code);
  }
  return key.length === 1 ? key.toLowerCase() : key;
}

function letterOf(code: string): string | undefined {
  const letter = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  const others: Readonly<Record<string, string>> = {
    Minus: "-",
    Equal: "=",
    Period: ".",
    Comma: ",",
  };
  return letter?.toLowerCase() ?? others[code];
}

function chord(press: KeyPress, sign: string | undefined, mac: boolean): string | undefined {
  if (sign === undefined) {
    return undefined;
  }
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  return [
    ...(mod ? ["Mod"] : []),
    ...(other ? [mac ? "Ctrl" : "Meta"] : []),
    ...(press.altKey ? ["Alt"] : []),
    ...(press.shiftKey && (!BY_SIGN.test(sign) || sign === "=") ? ["Shift"] : []),
    sign,
  ].join("+");
}

const MAC: Readonly<Record<string, string>> = {
  Mod: "⌘",
  Ctrl: "⌃",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↩",
  Delete: "⌦",
  Backspace: "⌫",
  Escape: "⎋",
  Tab: "⇥",
};
const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};
const OTHERS: Readonly<Record<string, string>> = { Mod: "Ctrl", Escape: "Esc" };

/** How a chord is printed: `Ctrl+Shift+V`, on a Mac `⇧⌘V`. */
export function chordLabel(chord: string, mac: boolean): string {
  const parts = partsOf(chord);
  if (!mac) {
    return parts.map((part) => ARROWS[part] ?? OTHERS[part] ?? printed(part)).join("+");
  }
  const order = ["Ctrl", "Alt", "Shift", "Mod"];
  const modifiers = order.filter((modifier) => parts.slice(0, -1).includes(modifier));
  return [...modifiers, ...parts.slice(-1)]
    .map((part) => MAC[part] ?? ARROWS[part] ?? printed(part))
    .join("");
}

/** The parts of a chord; the sign itself may be a plus. */
export function partsOf(chord: string): readonly string[] {
  return chord.endsWith("++") ? [...chord.slice(0, -2).split("+"), "+"] : chord.split("+");
}

function printed(part: string): string {
  return part.length === 1 ? part.toUpperCase() : part;
}
