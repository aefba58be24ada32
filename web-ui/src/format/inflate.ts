import { FileProblem } from "./parts";

/** How many bytes of text may still come. */
export class Limit {
  private left: number;

  constructor(private readonly most: number) {
    this.left = most;
  }

  /** @throws FileProblem if that is more than may come */
  take(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) {
      throw new FileProblem(
        `Its texts are larger than ${String(Math.round(this.most / 1024 / 1024))} MB; no workflow needs that.`,
      );
    }
  }
}

/**
 * Unpacks zlib data. A small file may unpack into more than any memory holds, so it stops at the limit.
 *
 * @throws FileProblem if the data are damaged or too large
 */
export async function inflate(packed: Uint8Array, limit: Limit): Promise<Uint8Array> {
  const stream = new Blob([packed.slice()])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      limit.take(value.length);
      parts.push(value);
      size += value.length;
    }
  } catch (failure) {
    if (failure instanceof FileProblem) {
      await reader.cancel();
      throw failure;
    }
    throw new FileProblem("A compressed text in it is damaged; use another copy.", {
      cause: failure,
    });
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
