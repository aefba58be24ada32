import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue, type Catalogue } from "../src/catalogue/nodeTypes";
import { readJson } from "../src/format/json";
import { object } from "../src/graph/json";
import type { Json } from "../src/graph/types";

/** The files that the Java side is tested with too. */
const folder = join(import.meta.dirname, "../../engine/format/src/test/resources/goldens");

/** A reference file's JSON. */
export function reference(path: string): Json {
  return readJson(readFileSync(join(folder, path), "utf8"));
}

/** The bytes of a reference file. */
export function referenceBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, path)));
}

/** The names of the reference workflows, without `.ui.json`. */
export const REFERENCE_WORKFLOWS: readonly string[] = readdirSync(join(folder, "workflows"))
  .filter((name) => name.endsWith(".ui.json"))
  .map((name) => name.slice(0, -".ui.json".length))
  .sort();

/** The node classes that the reference workflows are made of: a real server's, with names to show. */
export function referenceCatalogue(): Catalogue {
  const live = object(reference("object_info.json"));
  const facts = Object.entries(object(reference("core-object-info.json"))).map(([id, info]) => {
    const name = object(live[id])["display_name"];
    return [id, { ...object(info), ...(name !== undefined && { display_name: name }) }];
  });
  const { types, problems } = readCatalogue(Object.fromEntries(facts) as Json);
  if (problems.length > 0) {
    throw new Error(`The reference catalogue cannot be read: ${problems.join("; ")}`);
  }
  return types;
}
