import { describe, expect, it } from "vitest";
import { graphOf, linksOf, TEXT_TO_IMAGE, types } from "../../test/build";
import { addGroup, groupAround, moveGroupWithContent, nodesIn } from "./groups";
import {
  addNode,
  moveNodes,
  removeAndReconnect,
  removeNodes,
  setColours,
  setTitle,
  toggleMode,
} from "./nodes";
import { addReroute, removeReroute } from "./reroutes";
import { disconnect } from "./links";
import { linksThrough, reroutesOf } from "../graph/graph";

const at = { x: 10, y: 20 };

describe("nodes", () => {
  it("come with the defaults and slots of their class", () => {
    const { graph, id } = addNode(TEXT_TO_IMAGE, types.get("KSampler") ?? expect.fail(), at);

    const node = graph.nodes.get(id);
    expect(id).toBe("8");
    expect(node?.values).toMatchObject({ steps: 20, cfg: 8, sampler_name: "euler", denoise: 1 });
    expect(node?.controls).toEqual({ seed: "randomize" });
    expect(node?.inputs.slice(0, 5).map(({ name }) => name)).toEqual([
      "model",
      "positive",
      "negative",
      "latent_image",
      "seed",
    ]);
    expect(TEXT_TO_IMAGE.nodes.size).toBe(7);
  });

  it("never get the number of one that was deleted", () => {
    const without = removeNodes(TEXT_TO_IMAGE, ["7"]);

    expect(addNode(without, types.get("SaveImage") ?? expect.fail(), at).id).toBe("8");
  });

  it("take their links with them", () => {
    expect(linksOf(removeNodes(TEXT_TO_IMAGE, ["1", "6"]))).toEqual([
      "2.CONDITIONING > 5.positive",
      "3.CONDITIONING > 5.negative",
      "4.LATENT > 5.latent_image",
    ]);
  });

  it("close the gap they leave where types allow it", () => {
    const graph = graphOf(
      { 1: "LoadImage", 2: "ImageInvert", 3: "ImageInvert", 4: "SaveImage", 5: "MaskToImage" },
      ["1.IMAGE > 2.image", "2.IMAGE > 3.image", "3.IMAGE > 4.images", "1.MASK > 5.mask"],
    );

    expect(linksOf(removeAndReconnect(graph, ["2", "3"]))).toEqual([
      "1.IMAGE > 4.images",
      "1.MASK > 5.mask",
    ]);
    expect(linksOf(removeAndReconnect(TEXT_TO_IMAGE, ["6"]))).not.toContain("5.LATENT > 7.images");
  });

  it("switch to muted together, and back when all are", () => {
    const one = toggleMode(TEXT_TO_IMAGE, ["2"], "muted");
    const both = toggleMode(one, ["2", "3"], "muted");
    const none = toggleMode(both, ["2", "3"], "muted");

    const modes = [one, both, none].map((graph) =>
      ["2", "3"].map((id) => graph.nodes.get(id)?.mode),
    );
    expect(modes).toEqual([
      ["muted", "always"],
      ["muted", "muted"],
      ["always", "always"],
    ]);
  });

  it("share with the graph before all that did not change", () => {
    const moved = moveNodes(TEXT_TO_IMAGE, new Map([["2", at]]));

    expect(moved.nodes.get("3")).toBe(TEXT_TO_IMAGE.nodes.get("3"));
    expect(moved.links).toBe(TEXT_TO_IMAGE.links);
    expect(moveNodes(moved, new Map([["2", { ...at }]]))).toBe(moved);
  });

  it("lose title and colours again", () => {
    const named = setTitle(TEXT_TO_IMAGE, "2", "Positive");
    const red = setColours(named, ["2"], { colour: "#322", background: "#533" });
    const plain = setColours(setTitle(red, "2", ""), ["2"], undefined);

    expect(red.nodes.get("2")).toMatchObject({ title: "Positive", colour: "#322" });
    expect(plain.nodes.get("2")).toEqual(TEXT_TO_IMAGE.nodes.get("2"));
  });
});

describe("groups", () => {
  it("lie around the selected nodes and take them along", () => {
    const grouped = groupAround(TEXT_TO_IMAGE, ["2", "3"], "Prompts");
    const [group] = grouped.groups;

    const moved = moveGroupWithContent(grouped, group?.id ?? "", {
      x: (group?.bounds.x ?? 0) + 100,
      y: (group?.bounds.y ?? 0) - 50,
    });

    expect(nodesIn(grouped, group ?? expect.fail())).toEqual(["2", "3"]);
    expect(moved.nodes.get("2")?.position).toEqual({ x: 400, y: -50 });
    expect(moved.nodes.get("1")).toBe(TEXT_TO_IMAGE.nodes.get("1"));
    expect(groupAround(TEXT_TO_IMAGE, [], "Nothing")).toBe(TEXT_TO_IMAGE);
  });

  it("take smaller groups along", () => {
    const big = addGroup(TEXT_TO_IMAGE, "Big", { x: 0, y: 0, width: 500, height: 500 });
    const both = addGroup(big, "Small", { x: 100, y: 100, width: 50, height: 50 });

    const moved = moveGroupWithContent(both, "1", { x: 10, y: 0 });

    expect(moved.groups.map(({ bounds }) => bounds.x)).toEqual([10, 110]);
  });
});

describe("reroute points", () => {
  const first = addReroute(TEXT_TO_IMAGE, "1", at);
  const second = addReroute(first, "1", { x: 30, y: 40 });
  const path = (graph: typeof first) => reroutesOf(graph, graph.links.get("1") ?? expect.fail());

  it("lie on a link in the order of its way", () => {
    const between = addReroute(second, "1", { x: 5, y: 5 }, 1);
    const front = addReroute(second, "1", { x: 5, y: 5 }, 0);

    expect(path(second)).toEqual(["1", "2"]);
    expect(path(between)).toEqual(["1", "3", "2"]);
    expect(path(front)).toEqual(["3", "1", "2"]);
    expect(linksThrough(between, "3").map(({ id }) => id)).toEqual(["1"]);
  });

  it("can be taken out of the way", () => {
    expect(path(removeReroute(second, "1"))).toEqual(["2"]);
    expect(path(removeReroute(second, "2"))).toEqual(["1"]);
    expect(path(removeReroute(first, "1"))).toEqual([]);
  });

  it("go with the last link that they bend", () => {
    expect(disconnect(second, ["1"]).reroutes.size).toBe(0);
  });
});
