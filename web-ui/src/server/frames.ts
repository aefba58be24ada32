import { readJson } from "../format/json";
import { object, text } from "../format/parts";

/** What a binary message of the web socket holds (ComfyUI's kinds 1, 3 and 4). */
export type SocketFrame =
  | {
      readonly kind: "picture";
      readonly image: Blob;
      readonly node?: string;
      readonly prompt?: string;
    }
  | { readonly kind: "text"; readonly node: string; readonly text: string };

const PREVIEW = 1;
const TEXT = 3;
const PREVIEW_WITH_METADATA = 4;
const PNG = 2;

/**
 * Reads a binary message.
 *
 * @returns undefined for kinds that newer servers may send
 * @throws RangeError if it is shorter than it says
 */
export function readFrame(bytes: ArrayBuffer): SocketFrame | undefined {
  const view = new DataView(bytes);
  const decode = (from: number, to?: number) => new TextDecoder().decode(bytes.slice(from, to));
  switch (view.getUint32(0)) {
    case PREVIEW: {
      const type = view.getUint32(4) === PNG ? "image/png" : "image/jpeg";
      return { kind: "picture", image: new Blob([bytes.slice(8)], { type }) };
    }
    case TEXT: {
      const end = 8 + view.getUint32(4);
      return { kind: "text", node: decode(8, end), text: decode(end) };
    }
    case PREVIEW_WITH_METADATA: {
      const end = 8 + view.getUint32(4);
      const about = object(readJson(decode(8, end)));
      return {
        kind: "picture",
        image: new Blob([bytes.slice(end)], { type: text(about["image_type"]) || "image/jpeg" }),
        node: text(about["display_node_id"]) || text(about["node_id"]),
        prompt: text(about["prompt_id"]),
      };
    }
    default:
      return undefined;
  }
}
