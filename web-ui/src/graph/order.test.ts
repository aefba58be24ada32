import { describe, expect, it } from "vitest";
import { graphOf, TEXT_TO_IMAGE } from "../../test/build";
import { moveNodes } from "../edits/nodes";
import { inRunningOrder, step } from "./order";

const ids = (graph: typeof TEXT_TO_IMAGE) => inRunningOrder(graph).map(({ id }) => id);

describe("the order of nodes", () => {
  it("puts sources before what they feed, wherever they lie", () => {
    const turned = moveNodes(
      TEXT_TO_IMAGE,
      new Map([...TEXT_TO_IMAGE.nodes.keys()].map((id) => [id, { x: -300 * Number(id), y: 0 }])),
    );

    for (const graph of [TEXT_TO_IMAGE, turned]) {
      const order = ids(graph);
      for (const { from, to } of graph.links.values()) {
        expect(order.indexOf(from.node)).toBeLessThan(order.indexOf(to.node));
      }
    }
  });

  it("keeps nodes in a circle, at the end", () => {
    const graph = graphOf({ 1: "LatentUpscale", 2: "LatentUpscale", 3: "Note" }, [
      "1.LATENT > 2.samples",
      "2.LATENT > 1.samples",
    ]);

    expect(ids(graph)).toEqual(["3", "1", "2"]);
  });
});

describe("walking along links", () => {
  const graph = moveNodes(TEXT_TO_IMAGE, new Map([["3", { x: 300, y: 300 }]]));

  it("goes with and against them", () => {
    expect(step(graph, "5", "upstream")).toBe("1");
    expect(step(graph, "5", "downstream")).toBe("6");
    expect(step(graph, "7", "downstream")).toBeUndefined();
  });

  it("goes between nodes that hang on the same one", () => {
    expect(step(graph, "2", "next")).toBe("3");
    expect(step(graph, "3", "previous")).toBe("2");
  });

  it("begins with the first where nothing is selected", () => {
    expect(step(graph, "", "next")).toBe("1");
  });
});
