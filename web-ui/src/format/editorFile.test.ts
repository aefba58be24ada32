import { describe, expect, it } from "vitest";
import { REFERENCE_WORKFLOWS, reference, referenceCatalogue } from "../../test/reference";
import type { Catalogue } from "../catalogue/nodeTypes";
import type { Json } from "../graph/types";
import { readEditorFile } from "./readEditor";
import { writeEditorFile } from "./writeEditor";

const types = referenceCatalogue();
const none: Catalogue = new Map();

function roundTrip(json: Json, catalogue = types): Json {
  return writeEditorFile(readEditorFile(json, catalogue).workflow, catalogue);
}

const node = { pos: [0, 0], size: [210, 100], flags: {}, order: 0, mode: 0, properties: {} };

function file(members: { readonly [name: string]: Json }): Json {
  return {
    last_node_id: 9,
    last_link_id: 9,
    nodes: [],
    links: [],
    groups: [],
    config: {},
    extra: {},
    version: 0.4,
    ...members,
  };
}

describe("an editor's file", () => {
  it.each(REFERENCE_WORKFLOWS)("%s is written as it was read", (name) => {
    const json = reference(`workflows/${name}.ui.json`);

    expect(roundTrip(json)).toEqual(json);
  });

  it.each(REFERENCE_WORKFLOWS)("%s is written as it was read without a catalogue", (name) => {
    const json = reference(`workflows/${name}.ui.json`);

    expect(roundTrip(json, none)).toEqual(json);
  });

  it("keeps members that nobody knows, at every level", () => {
    const json = file({
      nodes: [
        {
          ...node,
          id: 3,
          type: "Mystery",
          inputs: [{ name: "a", type: "A", link: null, mood: "blue" }],
          outputs: [{ name: "B", type: "B", links: null, taste: [1] }],
          properties: { x: { y: 1 } },
          shape: 2,
          widgets_values: { deep: [1, "two"] },
        },
      ],
      groups: [{ title: "G", bounding: [1, 2, 3, 4], color: "#fff", flags: { pinned: true } }],
      extra: { own: { thing: true } },
      models: [{ name: "m", url: "u", directory: "d" }],
      floatingLinks: [{ id: 4 }],
      surprise: null,
    });

    expect(roundTrip(json)).toEqual(json);
  });

  it("keeps values behind those that a class is known to have", () => {
    const json = file({
      nodes: [
        {
          ...node,
          id: 1,
          type: "CLIPTextEncode",
          inputs: [{ name: "clip", type: "CLIP", link: null }],
          outputs: [{ name: "CONDITIONING", type: "CONDITIONING", links: null }],
          widgets_values: ["a cat", "of an extension"],
        },
      ],
    });

    expect(roundTrip(json)).toEqual(json);
  });

  it("keeps values that are given by name", () => {
    const json = file({
      nodes: [
        {
          ...node,
          id: 1,
          type: "VAEDecode",
          inputs: [
            { name: "samples", type: "LATENT", link: null },
            { name: "vae", type: "VAE", link: null },
          ],
          outputs: [{ name: "IMAGE", type: "IMAGE", links: null }],
          widgets_values: { videopreview: { hidden: false } },
        },
      ],
    });

    expect(roundTrip(json)).toEqual(json);
  });

  it("keeps reroute points and the way links take through them", () => {
    const json = file({
      nodes: [
        { ...node, id: 1, type: "A", inputs: [], outputs: [{ name: "X", type: "X", links: [5] }] },
        { ...node, id: 2, type: "B", inputs: [{ name: "x", type: "X", link: 5 }], outputs: [] },
      ],
      links: [[5, 1, 0, 2, 0, "X"]],
      extra: {
        reroutes: [
          { id: 1, pos: [10, 20], linkIds: [5] },
          { id: 2, parentId: 1, pos: [30, 40], linkIds: [5] },
        ],
        linkExtensions: [{ id: 5, parentId: 2 }],
      },
    });

    expect(roundTrip(json)).toEqual(json);
  });

  it("adds slots for widgets that the file leaves out, and does not write them", () => {
    const { workflow } = readEditorFile(
      reference("workflows/02-txt2img-custom-sampler-sgm-uniform.ui.json"),
      types,
    );
    const sampler = [...workflow.graph.nodes.values()].find(({ type }) => type === "SamplerCustom");

    expect(sampler?.inputs.map(({ name }) => name)).toEqual([
      "model",
      "positive",
      "negative",
      "sampler",
      "sigmas",
      "latent_image",
      "add_noise",
      "noise_seed",
      "cfg",
    ]);
  });

  it("believes an input about its slot where the link disagrees", () => {
    const { workflow } = readEditorFile(
      file({
        nodes: [
          { ...node, id: 1, type: "A", outputs: [{ name: "X", type: "X", links: [5] }] },
          {
            ...node,
            id: 2,
            type: "B",
            inputs: [
              { name: "w", type: "INT", link: null },
              { name: "x", type: "X", link: 5 },
            ],
          },
        ],
        links: [[5, 1, 0, 2, 0, "X"]],
      }),
      types,
    );

    expect(workflow.graph.links.get("5")?.to).toEqual({ node: "2", slot: 1 });
  });

  it("leaves out links to nowhere and says so", () => {
    const { workflow, notices } = readEditorFile(
      file({ nodes: [{ ...node, id: 1, type: "A" }], links: [[5, 1, 0, 77, 0, "X"]] }),
      types,
    );

    expect(workflow.graph.links.size).toBe(0);
    expect(notices).toEqual([
      "A link in the workflow from node 1 to node 77 was left out: one of them is not there.",
    ]);
  });

  it.each([
    ["a list", []],
    ["an API prompt", { "1": { class_type: "A", inputs: {} } }],
    ["a node without id", { nodes: [{ type: "A" }], links: [] }],
    ["a node that is none", { nodes: [null], links: [] }],
  ])("refuses %s", (_, json) => {
    expect(() => readEditorFile(json as Json, types)).toThrow(/workflow|damaged/);
  });
});
