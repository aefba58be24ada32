import { expect, test } from "vitest";
import { readFrame } from "./frames";

function frame(
  kind: number,
  second: number,
  ...parts: readonly (string | Uint8Array)[]
): ArrayBuffer {
  const bytes = parts.flatMap((part) => [
    ...(typeof part === "string" ? new TextEncoder().encode(part) : part),
  ]);
  const view = new DataView(new ArrayBuffer(8 + bytes.length));
  view.setUint32(0, kind);
  view.setUint32(4, second);
  bytes.forEach((byte, index) => view.setUint8(8 + index, byte));
  return view.buffer;
}

test("a plain preview is a picture of the format that it names", () => {
  const read = readFrame(frame(1, 2, new Uint8Array([137, 80, 78])));

  expect(read).toMatchObject({ kind: "picture", image: { type: "image/png", size: 3 } });
});

test("a preview with metadata says of which node and prompt it is", () => {
  const about = JSON.stringify({
    node_id: "7",
    display_node_id: "3",
    prompt_id: "p",
    image_type: "image/jpeg",
  });

  const read = readFrame(frame(4, about.length, about, new Uint8Array([1, 2])));

  expect(read).toMatchObject({
    kind: "picture",
    node: "3",
    prompt: "p",
    image: { type: "image/jpeg", size: 2 },
  });
});

test("a progress text belongs to its node", () => {
  expect(readFrame(frame(3, 2, "12", "näher"))).toEqual({
    kind: "text",
    node: "12",
    text: "näher",
  });
});

test("a kind that nobody knows yet is passed over, a torn frame is refused", () => {
  expect(readFrame(frame(9, 0))).toBeUndefined();
  expect(() => readFrame(new ArrayBuffer(3))).toThrow(RangeError);
});
