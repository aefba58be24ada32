import { list, object, text } from "../format/parts";
import type { Json, JsonObject } from "../graph/types";

/** A file in one of the server's folders, as results name it. */
export interface FileRef {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: string;
}

/** What a node showed: files that are pictures or others, and texts. */
export interface NodeOutput {
  readonly pictures: readonly FileRef[];
  readonly texts: readonly string[];
}

export const NO_OUTPUT: NodeOutput = { pictures: [], texts: [] };

/** Reads the `output` of an `executed` event or of an entry of the history. */
export function readOutput(output: JsonObject): NodeOutput {
  const members = Object.entries(output);
  return {
    pictures: members.flatMap(([, value]) => list(value).flatMap(fileRef)),
    texts: members.flatMap(([name, value]) =>
      name === "text" || name === "string"
        ? list(value).filter((item) => typeof item === "string")
        : [],
    ),
  };
}

/** Whether two names mean one file. */
export function sameFile(one: FileRef, other: FileRef): boolean {
  return (
    one.filename === other.filename && one.subfolder === other.subfolder && one.type === other.type
  );
}

function fileRef(json: Json): readonly FileRef[] {
  const item = object(json);
  const filename = text(item["filename"]);
  return filename === ""
    ? []
    : [{ filename, subfolder: text(item["subfolder"]), type: text(item["type"]) || "output" }];
}
