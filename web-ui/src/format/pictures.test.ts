import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { reference, referenceBytes } from "../../test/reference";
import { readA1111 } from "./a1111";
import { readJson } from "./json";
import { readPictureTexts } from "./pictures";

const text = (value: string) => [...Buffer.from(value, "utf8")];
const big = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const small = (value: number) => big(value).reverse();

function png(...chunks: readonly [string, readonly number[]][]): Uint8Array {
  const body = [...chunks, ["IEND", []] as const].flatMap(([type, data]) => [
    ...big(data.length),
    ...text(type),
    ...data,
    ...big(0),
  ]);
  return new Uint8Array([0x89, ...text("PNG\r\n\x1a\n"), ...body]);
}

/** EXIF data, little-endian, with the texts of tags as ComfyUI writes them into WebP. */
function exif(...tags: readonly [number, string][]): number[] {
  const start = 8 + 2 + tags.length * 12 + 4;
  const values = tags.map(([, value]) => [...text(value), 0]);
  let at = start;
  const entries = tags.flatMap(([tag], index) => {
    const { length } = values[index] ?? [];
    const entry = [tag & 255, tag >> 8, 2, 0, ...small(length), ...small(at)];
    at += length;
    return entry;
  });
  return [
    ...text("II"),
    42,
    0,
    ...small(8),
    tags.length,
    0,
    ...entries,
    ...small(0),
    ...values.flat(),
  ];
}

describe("a picture", () => {
  it.each(["sample_with_workflow", "sample_prompt_only"])("%s tells what made it", async (name) => {
    const texts = await readPictureTexts(referenceBytes(`png/${name}.png`));

    const expected = reference(`png/${name}.json`);
    expect(texts.get("prompt")).toBeDefined();
    expect(readJson(texts.get("prompt") ?? "")).toBeTypeOf("object");
    expect(texts.has("workflow")).toBe(name.includes("workflow"));
    expect(expected).toBeDefined();
  });

  it("may carry texts plain, compressed, and in UTF-8", async () => {
    const texts = await readPictureTexts(
      png(
        ["tEXt", [...text("prompt"), 0, 0xe9]],
        ["zTXt", [...text("workflow"), 0, 0, ...deflateSync("{}")]],
        ["iTXt", [...text("a"), 0, 0, 0, ...text("de"), 0, ...text("á"), 0, ...text("ü")]],
        ["iTXt", [...text("b"), 0, 1, 0, 0, 0, ...deflateSync("ö")]],
      ),
    );

    expect([...texts]).toEqual([
      ["prompt", "é"],
      ["workflow", "{}"],
      ["a", "ü"],
      ["b", "ö"],
    ]);
  });

  it("may be a WebP with EXIF", async () => {
    const data = exif([0x0110, 'prompt:{"1":{}}'], [0x010f, 'workflow:{"nodes":[]}']);
    const chunk = [...text("EXIF"), ...small(data.length), ...data];
    const odd = [...text("VP8X"), ...small(3), 1, 2, 3, 0];
    const webp = [...text("RIFF"), ...small(0), ...text("WEBP"), ...odd, ...chunk];

    const texts = await readPictureTexts(new Uint8Array(webp));

    expect(texts.get("prompt")).toBe('{"1":{}}');
    expect(texts.get("workflow")).toBe('{"nodes":[]}');
  });

  it("may be a JPEG with A1111's parameters in its comment", async () => {
    const parameters =
      "a cat\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5";
    const comment = [...text("UNICODE"), 0, ...Buffer.from(parameters, "utf16le")];
    const inner = [1, 0, 0x86, 0x92, 7, 0, ...small(comment.length), ...small(44), ...small(0)];
    const outer = [1, 0, 0x69, 0x87, 4, 0, ...small(1), ...small(26), ...small(0)];
    const tiff = [...text("II"), 42, 0, ...small(8), ...outer, ...inner, ...comment];
    const segment = [...text("Exif"), 0, 0, ...tiff];
    const length = segment.length + 2;
    const jpeg = [0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...segment, 0xff, 0xda, 0, 2];

    const texts = await readPictureTexts(new Uint8Array(jpeg));

    expect(texts.get("parameters")).toBe(parameters);
  });

  it("with a text that unpacks without end is refused", async () => {
    const bomb = deflateSync(Buffer.alloc(80 * 1024 * 1024));

    await expect(
      readPictureTexts(png(["zTXt", [...text("workflow"), 0, 0, ...bomb]])),
    ).rejects.toThrow("Its texts are larger than 64 MB; no workflow needs that.");
  });

  it.each([
    ["nothing", new Uint8Array(), "no PNG, WebP or JPEG"],
    ["a text", new Uint8Array(text("hello world, this is text")), "no PNG, WebP or JPEG"],
    [
      "a PNG cut off in its text",
      png(["tEXt", text("workflow\0{}")]).slice(0, 20),
      "ends in the middle",
    ],
    [
      "a PNG with a damaged compressed text",
      png(["zTXt", [...text("workflow"), 0, 0, 1, 2, 3]]),
      "damaged",
    ],
  ])("that is %s is refused with a sentence", async (_, bytes, words) => {
    await expect(readPictureTexts(bytes)).rejects.toThrow(words);
  });

  it("with damaged EXIF is a picture without texts", async () => {
    const data = [...text("II"), 42, 0, ...small(8), 255, 255, 1, 2, 3];
    const webp = [
      ...text("RIFF"),
      ...small(0),
      ...text("WEBPEXIF"),
      ...small(data.length),
      ...data,
    ];

    expect((await readPictureTexts(new Uint8Array(webp))).size).toBe(0);
  });
});

describe("A1111's parameters", () => {
  it("are prompts over several lines and settings by name", () => {
    const read = readA1111(
      'a cat,\non a mat\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Lora hashes: "x: 1, y: 2", Size: 512x768',
    );

    expect(read.prompt).toBe("a cat,\non a mat");
    expect(read.negative).toBe("blurry");
    expect(Object.fromEntries(read.settings)).toEqual({
      Steps: "20",
      Sampler: "Euler a",
      "Lora hashes": "x: 1, y: 2",
      Size: "512x768",
    });
  });
});
