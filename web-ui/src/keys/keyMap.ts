import { chordOf, partsOf, type KeyPress } from "./chord";
import { KEY_ENTRIES, type ActionId, type KeyScope } from "./table";

/** The chords that a user gave to actions, in place of the table's. */
export type KeyChanges = Readonly<Partial<Record<ActionId, readonly string[]>>>;

/** Browsers keep these for themselves, or their users would miss them. */
const RESERVED: ReadonlySet<string> = new Set([
  "Mod+t",
  "Mod+w",
  "Mod+n",
  "Mod+r",
  "Mod+l",
  "Mod+q",
  "Mod+h",
  "Mod+p",
  "Mod+f",
  "Mod+Shift+t",
  "Mod+Shift+n",
  "Mod+Shift+w",
  "Mod+Shift+r",
  "Mod+Shift+i",
  "Mod+Tab",
  "Mod+Shift+Tab",
  "Mod++",
  "Mod+-",
  "Mod+=",
  "Mod+0",
  "Alt+F4",
  "Alt+ArrowLeft",
  "Alt+ArrowRight",
  "Meta+l",
  "F1",
  "F5",
  "F11",
  "F12",
]);

/** Fields keep these for what they do there. */
const TYPING: ReadonlySet<string> = new Set(["Mod+a", "Mod+c", "Mod+v", "Mod+x", "Mod+z", "Mod+y"]);

/** Why a chord cannot be given to an action. */
export type KeyRefusal =
  | { readonly kind: "reserved" }
  | { readonly kind: "taken"; readonly by: ActionId }
  /** It would fire at every letter that is typed. */
  | { readonly kind: "types" };

/** Which keys start which actions: the table, with a user's changes. */
export class KeyMap {
  private readonly actions = new Map<string, ActionId>();

  constructor(readonly changes: KeyChanges = {}) {
    for (const { action } of KEY_ENTRIES) {
      for (const chord of this.chordsOf(action)) {
        this.actions.set(chord, action);
      }
    }
  }

  chordsOf(action: ActionId): readonly string[] {
    return this.changes[action] ?? entry(action)?.chords ?? [];
  }

  scopeOf(action: ActionId): KeyScope {
    return entry(action)?.scope ?? "app";
  }

  /**
   * The action that a press starts.
   *
   * @param where what has the focus: somebody types, the graph has it, or something else (a panel, a dialog)
   */
  actionOf(
    press: KeyPress,
    where: "typing" | "graph" | "elsewhere",
    mac: boolean,
  ): ActionId | undefined {
    const chord = chordOf(press, mac);
    const action = chord === undefined ? undefined : this.actions.get(chord);
    if (chord === undefined || action === undefined) {
      return undefined;
    }
    switch (where) {
      case "typing":
        return entry(action)?.whileTyping === true && !typesLetter(chord) && !TYPING.has(chord)
          ? action
          : undefined;
      case "elsewhere":
        return this.scopeOf(action) === "app" ? action : undefined;
      case "graph":
        return action;
    }
  }

  /** Why an action cannot have a chord; undefined: it can. */
  refusal(action: ActionId, chord: string): KeyRefusal | undefined {
    if (RESERVED.has(chord)) {
      return { kind: "reserved" };
    }
    if (typesLetter(chord) && this.scopeOf(action) === "app") {
      return { kind: "types" };
    }
    const by = this.actions.get(chord);
    return by === undefined || by === action ? undefined : { kind: "taken", by };
  }

  /**
   * The map with other chords for an action; those of the table are no change.
   *
   * @throws Error if one is refused: ask `refusal` first
   */
  with(action: ActionId, chords: readonly string[]): KeyMap {
    const refused = chords.find((chord) => this.refusal(action, chord) !== undefined);
    if (refused !== undefined) {
      throw new Error(`The keys ${refused} cannot start "${action}".`);
    }
    const usual = entry(action)?.chords ?? [];
    const { [action]: old, ...others } = this.changes;
    const same = usual.length === chords.length && usual.every((chord) => chords.includes(chord));
    return new KeyMap(same ? others : { ...others, [action]: chords });
  }
}

function entry(action: ActionId) {
  return KEY_ENTRIES.find((each) => each.action === action);
}

/** Whether a chord writes something into a field. */
function typesLetter(chord: string): boolean {
  const parts = partsOf(chord);
  const sign = parts.at(-1) ?? "";
  const modified = parts.slice(0, -1).some((part) => part !== "Shift");
  return !modified && (sign.length === 1 || sign === "Space");
}
