import { describe, expect, it } from "vitest";
import { REFERENCE_WORKFLOWS, reference, referenceCatalogue } from "../../test/reference";
import type { Json } from "../graph/types";
import { toApiPrompt } from "./apiPrompt";
import { readEditorFile } from "./readEditor";

const types = referenceCatalogue();

describe("a workflow as a prompt", () => {
  it.each(REFERENCE_WORKFLOWS)("%s becomes exactly its API file", (name) => {
    const { workflow } = readEditorFile(reference(`workflows/${name}.ui.json`), types);

    const prompt = toApiPrompt(workflow, types);

    const expected = reference(`workflows/${name.replace(/\.v1$/, "")}.api.json`);
    expect(prompt).toEqual(expected);
    expect(Object.keys(prompt)).toEqual(Object.keys(expected as object));
  });

  const slot = (name: string, type: string, link: number | null = null) => ({ name, type, link });
  const node = (id: number, type: string, more: object) => ({ id, type, pos: [0, 0], ...more });
  const prompt = (nodes: readonly object[], links: readonly unknown[], more = {}) => {
    const file = { nodes, links, version: 0.4, ...more } as unknown as Json;
    return toApiPrompt(readEditorFile(file, types).workflow, types);
  };

  it("passes a bypassed node by along the first input of the wanted type", () => {
    const made = prompt(
      [
        node(1, "LoadImage", { outputs: [{ name: "IMAGE", type: "IMAGE", links: [1] }] }),
        node(2, "Blend", {
          mode: 4,
          inputs: [slot("amount", "FLOAT"), slot("a", "MASK"), slot("b", "IMAGE", 1)],
          outputs: [{ name: "IMAGE", type: "IMAGE", links: [2] }],
        }),
        node(3, "PreviewImage", { inputs: [slot("images", "IMAGE", 2)] }),
      ],
      [
        [1, 1, 0, 2, 2, "IMAGE"],
        [2, 2, 0, 3, 0, "IMAGE"],
      ],
    );

    expect(made["3"]?.inputs).toEqual({ images: ["1", 0] });
    expect(Object.keys(made)).toEqual(["1", "3"]);
  });

  it("wraps lists that are values, since a bare list is a link", () => {
    const made = prompt([node(1, "CLIPTextEncode", { widgets_values: [["a", "b"]] })], []);

    expect(made["1"]?.inputs).toEqual({ text: { __value__: ["a", "b"] } });
  });

  it("names the nodes of a ring that only passes on", () => {
    const reroute = (id: number, into: number) =>
      node(id, "Reroute", {
        inputs: [slot("", "*", into)],
        outputs: [{ name: "", type: "*", links: [] }],
      });

    expect(() =>
      prompt(
        [
          reroute(1, 2),
          reroute(2, 1),
          node(3, "PreviewImage", { inputs: [slot("images", "IMAGE", 3)] }),
        ],
        [
          [1, 1, 0, 2, 0, "*"],
          [2, 2, 0, 1, 0, "*"],
          [3, 1, 0, 3, 0, "*"],
        ],
      ),
    ).toThrow(/wait for each other: 1 "Reroute" ← 2 "Reroute"/);
  });

  it("refuses a subgraph that holds itself", () => {
    const definition = { id: "abc", name: "Loop", nodes: [node(1, "abc", {})], links: [] };

    expect(() =>
      prompt([node(1, "abc", {})], [], { definitions: { subgraphs: [definition] } }),
    ).toThrow('The subgraph "Loop" holds itself; remove the inner one.');
  });

  it("leaves out everything in a muted instance", () => {
    const definition = {
      id: "abc",
      name: "Picture",
      nodes: [node(1, "PreviewImage", {})],
      links: [],
    };

    const made = prompt([node(1, "abc", { mode: 2 }), node(2, "abc", {})], [], {
      definitions: { subgraphs: [definition] },
    });

    expect(Object.keys(made)).toEqual(["2:1"]);
  });
});
