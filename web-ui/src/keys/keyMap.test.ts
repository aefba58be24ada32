import { describe, expect, it } from "vitest";
import { chordLabel, chordOf, type KeyPress } from "./chord";
import { KeyMap } from "./keyMap";
import { KEY_ENTRIES } from "./table";

function press(key: string, ...held: readonly ("ctrl" | "meta" | "alt" | "shift")[]): KeyPress {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  return {
    key,
    code,
    ctrlKey: held.includes("ctrl"),
    metaKey: held.includes("meta"),
    altKey: held.includes("alt"),
    shiftKey: held.includes("shift"),
  };
}

const keys = new KeyMap();

describe("the key table", () => {
  it("gives every chord to one action only", () => {
    const chords = KEY_ENTRIES.flatMap((entry) => entry.chords);

    expect(chords).toEqual([...new Set(chords)]);
  });

  it("takes nothing from the browser and types no letters into the app", () => {
    const refused = KEY_ENTRIES.flatMap(({ action, chords }) =>
      chords.flatMap((chord) => keys.refusal(action, chord) ?? []),
    );

    expect(refused).toEqual([]);
  });

  it.each([
    ["run.queue", press("Enter", "ctrl")],
    ["run.queueFront", press("Enter", "ctrl", "shift")],
    ["run.interrupt", press("Enter", "ctrl", "alt")],
    ["file.save", press("s", "ctrl")],
    ["edit.undo", press("z", "ctrl")],
    ["edit.redo", press("y", "ctrl")],
    ["edit.redo", press("Z", "ctrl", "shift")],
    ["edit.pasteConnected", press("V", "ctrl", "shift")],
    ["node.delete", press("Backspace")],
    ["node.bypass", press("b", "ctrl")],
    ["node.group", press("g", "ctrl")],
    ["subgraph.make", press("E", "ctrl", "shift")],
    ["node.collapse", press("c", "alt")],
    ["node.pin", press("p")],
    ["node.add", press(" ")],
    ["node.add", press("A", "shift")],
    ["view.fit", press(".")],
    ["view.zoomIn", press("=", "alt")],
    ["view.zoomIn", press("+", "alt", "shift")],
    ["view.zoomOut", press("-", "alt")],
    ["view.minimap", press("M", "alt", "shift")],
    ["view.simple", press("m", "alt")],
    ["view.simple", { ...press("µ", "alt"), code: "KeyM" }],
    ["types.refresh", press("r")],
    ["app.settings", press(",", "ctrl")],
    ["app.help", press("?", "shift")],
    ["app.palette", press("k", "ctrl")],
    ["walk.upstream", press("ArrowLeft")],
  ] as const)("starts %s", (action, pressed) => {
    expect(keys.actionOf(pressed, "graph", false)).toBe(action);
  });

  it("takes Cmd on a Mac, where Ctrl is another key", () => {
    expect(keys.actionOf(press("Enter", "meta"), "graph", true)).toBe("run.queue");
    expect(keys.actionOf(press("Enter", "ctrl"), "graph", true)).toBeUndefined();
    expect(keys.actionOf({ ...press("ç", "alt"), code: "KeyC" }, "graph", true)).toBe(
      "node.collapse",
    );
  });

  it.each([press("r"), press("p"), press("?", "shift"), press("Backspace"), press(" ")])(
    "leaves $key to the field that somebody types in",
    (pressed) => {
      expect(keys.actionOf(pressed, "typing", false)).toBeUndefined();
      expect(keys.actionOf(pressed, "elsewhere", false)).toBeUndefined();
    },
  );

  it("leaves undo and copy to the field that somebody types in, but runs from there", () => {
    expect(keys.actionOf(press("z", "ctrl"), "typing", false)).toBeUndefined();
    expect(keys.actionOf(press("c", "ctrl"), "typing", false)).toBeUndefined();
    expect(keys.actionOf(press("Enter", "ctrl"), "typing", false)).toBe("run.queue");
  });
});

describe("other keys for an action", () => {
  it("replace the usual ones", () => {
    const changed = keys.with("node.pin", ["Shift+p"]);

    expect(changed.actionOf(press("P", "shift"), "graph", false)).toBe("node.pin");
    expect(changed.actionOf(press("p"), "graph", false)).toBeUndefined();
    expect(changed.with("node.pin", ["p"]).changes).toEqual({});
  });

  it("are refused where another action or the browser has them", () => {
    expect(keys.refusal("node.pin", "Mod+b")).toEqual({ kind: "taken", by: "node.bypass" });
    expect(keys.refusal("node.pin", "Mod+w")).toEqual({ kind: "reserved" });
    expect(keys.refusal("file.save", "s")).toEqual({ kind: "types" });
    expect(() => keys.with("node.pin", ["Mod+t"])).toThrow("Mod+t");
  });

  it("may be those that another action gave up", () => {
    const free = keys.with("node.bypass", []);

    expect(free.with("node.pin", ["Mod+b"]).actionOf(press("b", "ctrl"), "graph", false)).toBe(
      "node.pin",
    );
  });
});

describe("a chord", () => {
  it.each([
    ["Mod+Shift+v", "Ctrl+Shift+V", "⇧⌘V"],
    ["Mod+Alt+Enter", "Ctrl+Alt+Enter", "⌥⌘↩"],
    ["Alt++", "Alt++", "⌥+"],
    ["ArrowLeft", "←", "←"],
    ["Escape", "Esc", "⎋"],
  ])("%s is printed %s, on a Mac %s", (chord, label, mac) => {
    expect(chordLabel(chord, false)).toBe(label);
    expect(chordLabel(chord, true)).toBe(mac);
  });

  it("is none for a modifier alone", () => {
    expect(chordOf(press("Shift", "shift"), false)).toBeUndefined();
  });
});
