import type { Catalogue } from "../catalogue/nodeTypes";
import type { Fragment } from "../edits/fragment";
import type { SlotRef } from "../edits/links";
import { list, number, object } from "../graph/json";
import type { Json, JsonObject } from "../graph/types";
import { readJson, writeJson } from "./json";
import { isEditorFile, readEditorFile } from "./readEditor";
import { fileId, writeEditorFile } from "./writeEditor";

/**
 * A copied part as a text for the clipboard. It is an editor's file, so that other editors can open it; what only we understand
 * stands in `extra.darkroom`.
 */
export function writeClipboard(fragment: Fragment, types: Catalogue): string {
  const { graph, subgraphs, incoming } = fragment;
  const file = writeEditorFile({ graph, subgraphs, rest: {} }, types);
  const extra: JsonObject = {
    ...object(file["extra"]),
    darkroom: {
      copied: true,
      incoming: incoming.map(({ from, to }) => [...ref(from), ...ref(to)]),
    },
  };
  return writeJson({ ...file, extra });
}

/** The same as HTML, in which ComfyUI looks for copied nodes. */
export function writeClipboardHtml(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const data = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `<meta charset="utf-8"><div><span data-metadata="${data}"></span></div>`;
}

/**
 * Reads copied nodes: ours, or what ComfyUI copies.
 *
 * @param html if the clipboard holds that too
 * @returns undefined if it holds no copied nodes; a whole workflow is none
 */
export function readClipboard(text: string, types: Catalogue, html = ""): Fragment | undefined {
  return fragmentOf(text, types) ?? fragmentOf(hidden(html), types);
}

function fragmentOf(text: string, types: Catalogue): Fragment | undefined {
  if (!text.trimStart().startsWith("{")) {
    return undefined;
  }
  let json: Json;
  try {
    json = readJson(text);
  } catch {
    // Not every text that begins with a brace is meant to be nodes.
    return undefined;
  }
  const file = object(json);
  const ours = object(object(file["extra"])["darkroom"]);
  const copied = ours["copied"] === true;
  if (!isEditorFile(json) || (!copied && "version" in file)) {
    return undefined;
  }
  const ids = new Set(list(file["nodes"]).map((node) => String(object(node)["id"])));
  const inside = (link: Json) => ids.has(String(object(link)["origin_id"]));
  const links = list(file["links"]);
  const { workflow } = readEditorFile(
    copied
      ? json
      : {
          ...file,
          links: links.filter(inside),
          definitions: { subgraphs: list(file["subgraphs"]) },
        },
    types,
  );
  return {
    graph: workflow.graph,
    subgraphs: workflow.subgraphs,
    incoming: copied
      ? list(ours["incoming"]).map(refs)
      : links.filter((link) => !inside(link)).map(linkRefs),
  };
}

function ref({ node, slot }: SlotRef): readonly Json[] {
  return [fileId(node), slot];
}

function refs(json: Json): { from: SlotRef; to: SlotRef } {
  const [from, fromSlot, to, toSlot] = list(json);
  return {
    from: { node: String(from), slot: number(fromSlot, 0) },
    to: { node: String(to), slot: number(toSlot, 0) },
  };
}

function linkRefs(json: Json): { from: SlotRef; to: SlotRef } {
  const link = object(json);
  return refs(
    [link["origin_id"], link["origin_slot"], link["target_id"], link["target_slot"]].map(
      (part) => part ?? 0,
    ),
  );
}

function hidden(html: string): string {
  const data = /data-metadata="([A-Za-z0-9+/=]+)"/.exec(html)?.[1];
  if (data === undefined) {
    return "";
  }
  try {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    // Other programs may name an attribute so too.
    return "";
  }
}
