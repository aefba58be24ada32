import { describe, expect, it } from "vitest";
import { linksOf, TEXT_TO_IMAGE, types } from "../../test/build";
import { reference } from "../../test/reference";
import { readClipboard, writeClipboard, writeClipboardHtml } from "../format/clipboard";
import { readJson } from "../format/json";
import { readEditorFile } from "../format/readEditor";
import { EMPTY_WORKFLOW } from "../graph/graph";
import { addGroup } from "./groups";
import { copy, duplicate, paste } from "./fragment";
import { addReroute } from "./reroutes";

const workflow = { ...EMPTY_WORKFLOW, graph: TEXT_TO_IMAGE };

describe("copied nodes", () => {
  it("come with the links between them, under new ids", () => {
    const pasted = duplicate(workflow, null, { nodes: ["5", "6"] }, { by: { x: 10, y: 20 } });

    expect(pasted.nodes).toEqual(["8", "9"]);
    expect(linksOf(pasted.workflow.graph).filter((link) => /\b[89]\./.test(link))).toEqual([
      "8.LATENT > 9.samples",
    ]);
    expect(pasted.workflow.graph.nodes.get("8")?.position).toEqual({ x: 1210, y: 20 });
    expect(workflow.graph.nodes.size).toBe(7);
  });

  it("come with links from others too where that is asked", () => {
    const { workflow: after } = duplicate(workflow, null, { nodes: ["5"] }, { connected: true });

    expect(linksOf(after.graph).filter((link) => link.includes("> 8."))).toEqual([
      "1.MODEL > 8.model",
      "2.CONDITIONING > 8.positive",
      "3.CONDITIONING > 8.negative",
      "4.LATENT > 8.latent_image",
    ]);
  });

  it("lie where the pointer is", () => {
    const { workflow: after } = paste(workflow, null, copy(workflow, null, { nodes: ["2", "3"] }), {
      at: { x: 1000, y: 1000 },
    });

    expect(after.graph.nodes.get("8")?.position).toEqual({ x: 1000, y: 1030 });
    expect(after.graph.nodes.get("9")?.position).toEqual({ x: 1300, y: 1030 });
  });

  it("keep their groups and reroute points", () => {
    const graph = addReroute(
      addGroup(TEXT_TO_IMAGE, "G", { x: 0, y: 0, width: 9, height: 9 }),
      "7",
      { x: 5, y: 5 },
    );

    const pasted = duplicate(
      { ...workflow, graph },
      null,
      { nodes: ["5", "6"], groups: ["1"] },
      { by: { x: 1, y: 1 } },
    );

    expect(pasted.workflow.graph.reroutes.get("2")?.position).toEqual({ x: 6, y: 6 });
    expect(pasted.workflow.graph.links.get("10")?.reroute).toBe("2");
    expect(pasted.workflow.graph.groups.map(({ id }) => id)).toEqual(["1", "2"]);
  });

  it("travel through the clipboard with their values and outer links", () => {
    const fragment = copy(workflow, null, { nodes: ["5", "6"] });

    const text = writeClipboard(fragment, types);
    const back = readClipboard(text, types);
    const html = readClipboard("just text", types, writeClipboardHtml(text));

    expect(back?.graph.nodes.get("5")?.values).toEqual(TEXT_TO_IMAGE.nodes.get("5")?.values);
    expect(back?.incoming).toEqual(fragment.incoming);
    expect(html).toEqual(back);
  });

  it("are a file that other editors open", () => {
    const json = readJson(writeClipboard(copy(workflow, null, { nodes: ["5", "6"] }), types));

    const { workflow: read, notices } = readEditorFile(json, types);

    expect(notices).toEqual([]);
    expect(linksOf(read.graph)).toEqual(["5.LATENT > 6.samples"]);
  });

  it("can be ComfyUI's, with links as objects and no version", () => {
    const node = { pos: [0, 0], size: [1, 1] };
    const text = JSON.stringify({
      nodes: [
        {
          ...node,
          id: 3,
          type: "VAEDecode",
          inputs: [{ name: "samples", type: "LATENT", link: 4 }],
        },
      ],
      links: [
        { id: 4, origin_id: 1, origin_slot: 0, target_id: 3, target_slot: 0, type: "LATENT" },
      ],
      groups: [],
      reroutes: [],
      subgraphs: [],
    });

    const fragment = readClipboard(text, types);

    expect(fragment?.graph.nodes.get("3")?.type).toBe("VAEDecode");
    expect(fragment?.incoming).toEqual([
      { from: { node: "1", slot: 0 }, to: { node: "3", slot: 0 } },
    ]);
  });

  it.each(["", "a cat", "{not json", "{}", '{"nodes": [], "links": [], "version": 0.4}'])(
    "are not found in %j",
    (text) => {
      expect(readClipboard(text, types)).toBeUndefined();
    },
  );

  it("bring their subgraph along, but never into itself", () => {
    const file = reference("workflows/12-subgraph-two-stage-and-notes.ui.json");
    const { workflow: source } = readEditorFile(file, types);
    const [definition = ""] = source.subgraphs.keys();
    const fragment = copy(source, null, { nodes: ["6"] });

    const { workflow: after } = paste(EMPTY_WORKFLOW, null, fragment);

    expect([...after.subgraphs.keys()]).toEqual([definition]);
    expect(() => paste(source, definition, fragment)).toThrow("holds-itself");
  });

  it("without anything selected change nothing", () => {
    const pasted = duplicate(workflow, null, { nodes: [] }, {});

    expect(pasted.nodes).toEqual([]);
    expect(linksOf(pasted.workflow.graph)).toEqual(linksOf(TEXT_TO_IMAGE));
  });
});
