import { describe, expect, it } from "vitest";
import { types } from "../../test/build";
import { REFERENCE_WORKFLOWS, reference } from "../../test/reference";
import { toApiPrompt } from "./apiPrompt";
import { isApiPrompt, readApiPrompt } from "./importApi";

const prompts = REFERENCE_WORKFLOWS.filter((name) => !name.endsWith(".v1"));

describe("a prompt as a workflow", () => {
  it.each(prompts.filter((name) => !name.startsWith("12")))(
    "%s comes back as it was",
    async (name) => {
      const json = reference(`workflows/${name}.api.json`);

      const { workflow, notices } = await readApiPrompt(json, types);

      expect(toApiPrompt(workflow, types)).toEqual(json);
      expect(notices).toEqual([]);
    },
  );

  it("gives nodes from within subgraphs numbers of their own", async () => {
    const json = reference("workflows/12-subgraph-two-stage-and-notes.api.json");

    const { workflow } = await readApiPrompt(json, types);

    const ids = [...workflow.graph.nodes.keys()];
    expect(ids).toHaveLength(Object.keys(json as object).length);
    expect(ids.every((id) => /^\d+$/.test(id))).toBe(true);
  });

  it("keeps the values and links of unknown classes", async () => {
    const json = {
      "1": { class_type: "Mystery", inputs: { depth: 3, list: { __value__: [1, 2] } } },
      "2": { class_type: "Riddle", inputs: { of: ["1", 1] } },
    };

    const { workflow } = await readApiPrompt(json, types);

    expect(toApiPrompt(workflow, types)).toMatchObject(json);
  });

  it("leaves out links to nowhere and says so", async () => {
    const { notices } = await readApiPrompt(
      { "2": { class_type: "PreviewImage", inputs: { images: ["9", 0] } } },
      types,
    );

    expect(notices).toEqual([
      'The link of input "images" of node 2 was left out: there is no node 9.',
    ]);
  });

  it("is not made of other JSON", async () => {
    expect([{}, [], { a: 1 }, { nodes: [] }].map(isApiPrompt)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    await expect(readApiPrompt({}, types)).rejects.toThrow("it is no prompt for a server");
  });
});
