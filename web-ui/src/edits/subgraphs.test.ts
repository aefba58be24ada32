import { describe, expect, it } from "vitest";
import { input, linksOf, output, TEXT_TO_IMAGE, types } from "../../test/build";
import { reference } from "../../test/reference";
import { toApiPrompt, type ApiPrompt } from "../format/apiPrompt";
import { readEditorFile } from "../format/readEditor";
import { writeEditorFile } from "../format/writeEditor";
import { EMPTY_WORKFLOW, onCanvas } from "../graph/graph";
import type { Json, Workflow } from "../graph/types";
import { shownWidgets } from "../catalogue/shownWidgets";
import { connect } from "./links";
import { duplicate } from "./fragment";
import { addNode, setMode } from "./nodes";
import { publishInput, publishOutput, renameFrameSlot, unpublish } from "./publish";
import { makeSubgraph, unpack } from "./subgraphs";
import { setValue } from "./values";

const workflow: Workflow = { ...EMPTY_WORKFLOW, graph: TEXT_TO_IMAGE };

function ids(): () => string {
  let next = 0;
  return () => `id-${String(next++)}`;
}

/** What a prompt computes, whatever its ids: each node with its sources written out. */
function meaning(prompt: ApiPrompt): readonly string[] {
  const spell = (id: string): Json => {
    const node = prompt[id];
    const inputs = Object.entries(node?.inputs ?? {}).sort(([a], [b]) => a.localeCompare(b));
    return [
      node?.class_type ?? "",
      ...inputs.map(([name, value]): Json => {
        const link = value as readonly Json[];
        return [name, Array.isArray(value) ? [spell(String(link[0])), link[1] ?? 0] : value];
      }),
    ];
  };
  return Object.keys(prompt)
    .map((id) => JSON.stringify(spell(id)))
    .sort();
}

const made = makeSubgraph(workflow, null, { nodes: ["4", "5", "6"] }, "Sampling", ids());
const inside = made.workflow.subgraphs.get(made.subgraph) ?? expect.fail();

describe("a subgraph", () => {
  it("computes what its nodes computed", () => {
    expect(meaning(toApiPrompt(made.workflow, types))).toEqual(
      meaning(toApiPrompt(workflow, types)),
    );
  });

  it("has a slot for each output that fed it, and for each of its own that is used", () => {
    expect(inside.inputs.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "model MODEL",
      "positive CONDITIONING",
      "negative CONDITIONING",
      "vae VAE",
    ]);
    expect(inside.outputs.map(({ name }) => name)).toEqual(["IMAGE"]);
    expect(linksOf(made.workflow.graph)).toContain("8.IMAGE > 7.images");
  });

  it("survives being saved and opened", () => {
    const file = writeEditorFile(made.workflow, types);

    const { workflow: read, notices } = readEditorFile(file, types);

    expect(notices).toEqual([]);
    expect(toApiPrompt(read, types)).toEqual(toApiPrompt(made.workflow, types));
  });

  it("gives its nodes back when it is unpacked", () => {
    const { workflow: flat, nodes } = unpack(made.workflow, null, made.instance);

    expect(meaning(toApiPrompt(flat, types))).toEqual(meaning(toApiPrompt(workflow, types)));
    expect(flat.subgraphs.size).toBe(0);
    expect(nodes).toHaveLength(3);
  });

  it.each(["6", "7"])("of a file can be unpacked at instance %s with its values", (instance) => {
    const file = reference("workflows/12-subgraph-two-stage-and-notes.ui.json");
    const { workflow: read } = readEditorFile(file, types);

    const { workflow: flat } = unpack(read, null, instance);

    expect(meaning(toApiPrompt(flat, types))).toEqual(meaning(toApiPrompt(read, types)));
    expect(flat.subgraphs.size).toBe(1);
  });

  it("unpacks muted nodes from a muted instance", () => {
    const muted = onCanvas(made.workflow, null, (graph) =>
      setMode(graph, [made.instance], "muted"),
    );

    const { workflow: flat, nodes } = unpack(muted, null, made.instance);

    expect(nodes.map((id) => flat.graph.nodes.get(id)?.mode)).toEqual(["muted", "muted", "muted"]);
  });

  it("is not made of nothing, and a plain node is not unpacked", () => {
    expect(() => makeSubgraph(workflow, null, { nodes: [] }, "x", ids())).toThrow(
      "nothing-selected",
    );
    expect(() => unpack(workflow, null, "1")).toThrow("no-instance");
  });
});

describe("a published input", () => {
  const two = duplicate(made.workflow, null, { nodes: ["8"] }, { connected: true }).workflow;
  const sampler = input(inside.graph, "5", "cfg");
  const published = publishInput(two, made.subgraph, sampler, "new");

  it("gives every instance a value of its own", () => {
    const [first, second] = ["8", "9"].map((id) => published.graph.nodes.get(id) ?? expect.fail());
    const set = onCanvas(published, null, (graph) => setValue(graph, "9", "cfg", 3));

    const prompt = toApiPrompt(set, types);

    expect(first?.inputs.at(-1)).toMatchObject({ name: "cfg", type: "FLOAT", widget: "cfg" });
    expect(second?.inputs).toHaveLength(5);
    expect(prompt["8:5"]?.inputs["cfg"]).toBe(8);
    expect(prompt["9:5"]?.inputs["cfg"]).toBe(3);
    const shown = shownWidgets(set, set.graph, set.graph.nodes.get("9") ?? expect.fail(), types);
    expect(shown).toMatchObject([{ key: "cfg", value: 3, linked: false }]);
  });

  it("keeps link and value under another name", () => {
    const set = onCanvas(published, null, (graph) => setValue(graph, "9", "cfg", 3));

    const renamed = renameFrameSlot(set, made.subgraph, "inputs", "new", "strength");

    expect(renamed.graph.nodes.get("9")?.values).toEqual({ strength: 3 });
    expect(toApiPrompt(renamed, types)).toEqual(toApiPrompt(set, types));
  });

  it("goes from all instances, and those behind it move up with their links", () => {
    const slot = inside.inputs[0]?.id ?? expect.fail();

    const less = unpublish(published, made.subgraph, "inputs", slot);

    for (const id of ["8", "9"]) {
      expect(less.graph.nodes.get(id)?.inputs.map(({ name }) => name)).toEqual([
        "positive",
        "negative",
        "vae",
        "cfg",
      ]);
      expect(linksOf(less.graph)).toContain(`2.CONDITIONING > ${id}.positive`);
      expect(linksOf(less.graph)).toContain(`1.VAE > ${id}.vae`);
    }
    const prompt = toApiPrompt(less, types);
    expect(prompt["8:5"]?.inputs).toMatchObject({ positive: ["2", 0], cfg: 8 });
    expect(prompt["8:5"]?.inputs).not.toHaveProperty("model");
  });

  it("shares its name with no other", () => {
    const again = publishInput(published, made.subgraph, sampler, "newer");

    expect(
      again.subgraphs
        .get(made.subgraph)
        ?.inputs.map(({ name }) => name)
        .slice(-2),
    ).toEqual(["cfg", "cfg_1"]);
  });

  it("can be fed from outside, by a node or by a primitive's value", () => {
    const feed = (type: string) =>
      onCanvas(published, null, (graph) => {
        const added = addNode(graph, types.get(type) ?? expect.fail(), { x: 0, y: 0 });
        const linked = connect(added.graph, { node: added.id, slot: 0 }, { node: "8", slot: 4 });
        return setValue(linked, added.id, "value", 5);
      });

    expect(toApiPrompt(feed("PrimitiveFloat"), types)["8:5"]?.inputs["cfg"]).toEqual(["10", 0]);
    expect(toApiPrompt(feed("PrimitiveNode"), types)["8:5"]?.inputs["cfg"]).toBe(5);
  });
});

describe("a published output", () => {
  it("appears at all instances and can be taken away", () => {
    const latent = output(inside.graph, "5", "LATENT");

    const more = publishOutput(made.workflow, made.subgraph, latent, "new");
    const less = unpublish(more, made.subgraph, "outputs", inside.outputs[0]?.id ?? "");

    expect(more.graph.nodes.get("8")?.outputs.map(({ type }) => type)).toEqual(["IMAGE", "LATENT"]);
    expect(less.graph.nodes.get("8")?.outputs.map(({ type }) => type)).toEqual(["LATENT"]);
    expect(linksOf(less.graph)).not.toContain("8.IMAGE > 7.images");
  });
});
