import { FileProblem } from "./parts";
import { exifTexts } from "./exif";
import { inflate, Limit } from "./inflate";

/** The texts that a picture carries, by keyword: `workflow`, `prompt`, `parameters` are what editors look for. */
export type PictureTexts = ReadonlyMap<string, string>;

/** A workflow of 10,000 nodes is some 10 MB. */
const MOST_TEXT = 64 * 1024 * 1024;
/** A picture of 16384 x 16384 has some 100,000 chunks if its writer cut it into pieces of 8 kB. */
const MOST_CHUNKS = 1_000_000;

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder("utf-8");

/**
 * Reads the texts of a PNG, WebP or JPEG, without decoding the picture.
 *
 * @throws FileProblem if the bytes are none of these, or damaged
 */
export async function readPictureTexts(bytes: Uint8Array): Promise<PictureTexts> {
  const limit = new Limit(MOST_TEXT);
  switch (pictureKind(bytes)) {
    case "png":
      return pngTexts(bytes, limit);
    case "webp":
      return webpTexts(bytes, limit);
    case "jpeg":
      return jpegTexts(bytes, limit);
    case undefined:
      throw new FileProblem("It is no PNG, WebP or JPEG picture.");
  }
}

export type PictureKind = "png" | "webp" | "jpeg";

/** What kind of picture bytes begin as. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  if (ascii(bytes, 1, 4) === "PNG" && bytes[0] === 0x89) {
    return "png";
  }
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") {
    return "webp";
  }
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? "jpeg" : undefined;
}

/** The chunks tEXt, zTXt and iTXt (PNG specification, third edition, 11.3.3); a file cut off behind them is good enough. */
async function pngTexts(bytes: Uint8Array, limit: Limit): Promise<PictureTexts> {
  const texts = new Map<string, string>();
  const view = viewOf(bytes);
  let position = 8;
  for (let chunks = 0; position + 8 <= bytes.length; chunks++) {
    const length = view.getUint32(position);
    const type = ascii(bytes, position + 4, position + 8);
    if (type === "IEND") {
      break;
    }
    if (chunks >= MOST_CHUNKS) {
      throw new FileProblem(
        `It has more than ${String(MOST_CHUNKS)} chunks; no picture needs that.`,
      );
    }
    if (type === "tEXt" || type === "zTXt" || type === "iTXt") {
      const chunk = bytes.subarray(position + 8, position + 8 + length);
      if (chunk.length < length) {
        throw new FileProblem("It ends in the middle of a text; use another copy.");
      }
      limit.take(length);
      const [keyword, text] = await pngText(type, chunk, limit);
      texts.set(keyword, text);
    }
    position += length + 12;
  }
  return texts;
}

async function pngText(
  type: "tEXt" | "zTXt" | "iTXt",
  chunk: Uint8Array,
  limit: Limit,
): Promise<[string, string]> {
  const end = zero(chunk, 0);
  const keyword = latin1.decode(chunk.subarray(0, end));
  switch (type) {
    case "tEXt":
      return [keyword, latin1.decode(chunk.subarray(end + 1))];
    case "zTXt":
      // The byte behind the keyword is the compression method, of which there is one.
      return [keyword, latin1.decode(await inflate(chunk.subarray(end + 2), limit))];
    case "iTXt": {
      const language = zero(chunk, end + 3);
      const text = chunk.subarray(zero(chunk, language + 1) + 1);
      const compressed = chunk[end + 1] === 1;
      return [keyword, utf8.decode(compressed ? await inflate(text, limit) : text)];
    }
  }
}

function webpTexts(bytes: Uint8Array, limit: Limit): PictureTexts {
  const view = viewOf(bytes);
  for (let position = 12; position + 8 <= bytes.length;) {
    const length = view.getUint32(position + 4, true);
    if (ascii(bytes, position, position + 4) === "EXIF") {
      limit.take(length);
      return exifTexts(bytes.subarray(position + 8, position + 8 + length));
    }
    // Chunks begin at even bytes.
    position += 8 + length + (length % 2);
  }
  return new Map();
}

function jpegTexts(bytes: Uint8Array, limit: Limit): PictureTexts {
  const view = viewOf(bytes);
  const texts = new Map<string, string>();
  for (let position = 2; position + 4 <= bytes.length && bytes[position] === 0xff;) {
    const marker = bytes[position + 1] ?? 0;
    const length = view.getUint16(position + 2);
    if (marker === 0xda || length < 2) {
      break;
    }
    const segment = bytes.subarray(position + 4, position + 2 + length);
    limit.take(length);
    if (marker === 0xe1 && ascii(segment, 0, 4) === "Exif") {
      exifTexts(segment).forEach((text, keyword) => texts.set(keyword, text));
    }
    position += 2 + length;
  }
  return texts;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return latin1.decode(bytes.subarray(from, to));
}

/** The place of the next zero byte, or the end. */
function zero(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(0, from);
  return at < 0 ? bytes.length : at;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
