/** Where a key works: in the whole editor, or only while the graph has the focus. */
export type KeyScope = "app" | "graph";

/** An action that a key may start. */
export type ActionId = (typeof KEY_TABLE)[number]["action"];

interface KeyEntry {
  readonly action: string;
  readonly scope: KeyScope;
  /** Chords as `Mod+Shift+KeyV`; Mod is Ctrl, on a Mac Cmd. The last part is a code of `KeyboardEvent.code` or a sign. */
  readonly chords: readonly string[];
  /** Whether it works while somebody types; keys that write letters never do. */
  readonly whileTyping?: true;
}

/**
 * The keys as ComfyUI's users have them in their hands, and after them ours. Letters are named by what is printed on them
 * (`KeyboardEvent.key`), so that they stay where they are on every keyboard layout.
 */
export const KEY_TABLE = [
  { action: "run.queue", scope: "app", chords: ["Mod+Enter"], whileTyping: true },
  { action: "run.queueFront", scope: "app", chords: ["Mod+Shift+Enter"], whileTyping: true },
  { action: "run.interrupt", scope: "app", chords: ["Mod+Alt+Enter"], whileTyping: true },
  { action: "file.save", scope: "app", chords: ["Mod+s"], whileTyping: true },
  { action: "file.saveAs", scope: "app", chords: ["Mod+Shift+s"], whileTyping: true },
  { action: "file.open", scope: "app", chords: ["Mod+o"], whileTyping: true },
  { action: "edit.undo", scope: "app", chords: ["Mod+z"] },
  { action: "edit.redo", scope: "app", chords: ["Mod+y", "Mod+Shift+z"] },
  { action: "edit.copy", scope: "graph", chords: ["Mod+c"] },
  { action: "edit.cut", scope: "graph", chords: ["Mod+x"] },
  { action: "edit.paste", scope: "graph", chords: ["Mod+v"] },
  { action: "edit.pasteConnected", scope: "graph", chords: ["Mod+Shift+v"] },
  { action: "edit.duplicate", scope: "graph", chords: ["Mod+d"] },
  { action: "edit.selectAll", scope: "graph", chords: ["Mod+a"] },
  { action: "node.delete", scope: "graph", chords: ["Delete", "Backspace"] },
  { action: "node.deleteReconnect", scope: "graph", chords: ["Mod+Delete", "Mod+Backspace"] },
  { action: "node.bypass", scope: "graph", chords: ["Mod+b"] },
  { action: "node.mute", scope: "graph", chords: ["Mod+m"] },
  { action: "node.collapse", scope: "graph", chords: ["Alt+c"] },
  { action: "node.pin", scope: "graph", chords: ["p"] },
  { action: "node.rename", scope: "graph", chords: ["F2"] },
  { action: "node.group", scope: "graph", chords: ["Mod+g"] },
  { action: "subgraph.make", scope: "graph", chords: ["Mod+Shift+e"] },
  { action: "subgraph.leave", scope: "graph", chords: ["Escape"] },
  { action: "node.add", scope: "graph", chords: ["Space", "Shift+a", "Tab"] },
  { action: "view.fit", scope: "graph", chords: ["."] },
  { action: "view.zoomIn", scope: "graph", chords: ["Alt+=", "Alt++", "Alt+Shift+="] },
  { action: "view.zoomOut", scope: "graph", chords: ["Alt+-"] },
  { action: "view.select", scope: "graph", chords: ["v"] },
  { action: "view.hand", scope: "graph", chords: ["h"] },
  { action: "view.minimap", scope: "app", chords: ["Alt+Shift+m"] },
  { action: "view.simple", scope: "app", chords: ["Alt+m"] },
  { action: "view.focus", scope: "graph", chords: ["f"] },
  { action: "types.refresh", scope: "graph", chords: ["r"] },
  { action: "panel.assets", scope: "graph", chords: ["a"] },
  { action: "panel.queue", scope: "graph", chords: ["q"] },
  { action: "panel.nodes", scope: "graph", chords: ["n"] },
  { action: "panel.models", scope: "graph", chords: ["m"] },
  { action: "panel.workflows", scope: "graph", chords: ["w"] },
  { action: "app.settings", scope: "app", chords: ["Mod+,"], whileTyping: true },
  { action: "app.shortcuts", scope: "app", chords: ["Mod+Shift+k"], whileTyping: true },
  { action: "app.help", scope: "graph", chords: ["?"] },
  { action: "app.logs", scope: "app", chords: ["Mod+`"], whileTyping: true },
  { action: "app.palette", scope: "app", chords: ["Mod+k"], whileTyping: true },
  { action: "walk.upstream", scope: "graph", chords: ["ArrowLeft"] },
  { action: "walk.downstream", scope: "graph", chords: ["ArrowRight"] },
  { action: "walk.previous", scope: "graph", chords: ["ArrowUp"] },
  { action: "walk.next", scope: "graph", chords: ["ArrowDown"] },
] as const satisfies readonly KeyEntry[];

/** The table's entries, for those who read it without caring which. */
export const KEY_ENTRIES: readonly (KeyEntry & { readonly action: ActionId })[] = KEY_TABLE;
