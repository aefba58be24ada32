import { isA1111 } from "./a1111";

/** Tags that hold texts: ComfyUI writes `prompt:{...}` and `workflow:{...}` into the camera's; others use the comment. */
const USER_COMMENT = 0x9286;
const EXIF_DIRECTORY = 0x8769;
const ASCII = 2;
/** Bytes of one value, by type. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
/** No writer needs more; a damaged file may claim 65,535 and point anywhere. */
const MOST_ENTRIES = 512;

/**
 * The texts in EXIF data (TIFF 6.0, section 2): `keyword:text` where a text begins with a keyword, else A1111's parameters.
 * Damaged data give what could be read.
 */
export function exifTexts(data: Uint8Array): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const begin = data[0] === 0x45 && data[1] === 0x78 ? 6 : 0; // "Exif\0\0"
  const tiff = data.subarray(begin);
  const order = String.fromCharCode(tiff[0] ?? 0, tiff[1] ?? 0);
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) {
    return texts;
  }
  const little = order === "II";
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  readDirectory(view, view.getUint32(4, little), little, texts, 0);
  return texts;
}

function readDirectory(
  view: DataView,
  start: number,
  little: boolean,
  texts: Map<string, string>,
  depth: number,
): void {
  if (start + 2 > view.byteLength || depth > 1) {
    return;
  }
  const entries = Math.min(view.getUint16(start, little), MOST_ENTRIES);
  for (let entry = 0; entry < entries; entry++) {
    const at = start + 2 + entry * 12;
    if (at + 12 > view.byteLength) {
      return;
    }
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const size = view.getUint32(at + 4, little) * (SIZES[type] ?? 0);
    const place = size <= 4 ? at + 8 : view.getUint32(at + 8, little);
    if (tag === EXIF_DIRECTORY) {
      readDirectory(view, view.getUint32(at + 8, little), little, texts, depth + 1);
    } else if ((type === ASCII || tag === USER_COMMENT) && place + size <= view.byteLength) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + place, size);
      add(texts, tag === USER_COMMENT ? comment(bytes, little) : plain(bytes));
    }
  }
}

function add(texts: Map<string, string>, text: string): void {
  const named = /^([A-Za-z_][\w-]*):\s*(?=[[{])/.exec(text);
  if (named?.[1] !== undefined) {
    texts.set(named[1].toLowerCase(), text.slice(named[0].length));
  } else if (isA1111(text)) {
    texts.set("parameters", text);
  }
}

/** A comment begins with eight bytes that name its letters. */
function comment(bytes: Uint8Array, little: boolean): string {
  const letters = plain(bytes.subarray(0, 8));
  const text = bytes.subarray(8);
  switch (letters) {
    case "UNICODE": {
      // Writers differ about the order of bytes here, whatever the rest of the file has; a zero gives it away.
      const first = text[0] === 0 ? "utf-16be" : text[1] === 0 ? "utf-16le" : undefined;
      return new TextDecoder(first ?? (little ? "utf-16le" : "utf-16be")).decode(text);
    }
    case "ASCII":
      return plain(text);
    default:
      return plain(letters === "" ? text : bytes);
  }
}

function plain(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder("utf-8").decode(end < 0 ? bytes : bytes.subarray(0, end));
}
