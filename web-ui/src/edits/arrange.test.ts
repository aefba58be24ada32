import { describe, expect, it } from "vitest";
import { graphOf, TEXT_TO_IMAGE } from "../../test/build";
import { linkIndex } from "../graph/graph";
import type { Graph } from "../graph/types";
import { align, distribute } from "./arrange";
import { groupAround, nodesIn } from "./groups";
import { layOut } from "./layout";
import { moveNodes, setPinned } from "./nodes";

const ids = ["2", "3", "4"];
const scattered = moveNodes(
  TEXT_TO_IMAGE,
  new Map([
    ["2", { x: 0, y: 5 }],
    ["3", { x: 500, y: 90 }],
    ["4", { x: 2000, y: 700 }],
  ]),
);
const sides = (
  graph: Graph,
  of: (node: { x: number; y: number; width: number; height: number }) => number,
) =>
  ids.map((id) => {
    const node = graph.nodes.get(id) ?? expect.fail();
    return of({ ...node.position, ...node.size });
  });

describe("arranging nodes", () => {
  it("lines up their edges", () => {
    expect(sides(align(scattered, ids, "left"), ({ x }) => x)).toEqual([0, 0, 0]);
    expect(sides(align(scattered, ids, "top"), ({ y }) => y)).toEqual([5, 5, 5]);
    const right = sides(align(scattered, ids, "right"), ({ x, width }) => x + width);
    const bottom = sides(align(scattered, ids, "bottom"), ({ y, height }) => y + height);
    expect(new Set(right).size).toBe(1);
    expect(new Set(bottom).size).toBe(1);
  });

  it("makes gaps equal between the outermost", () => {
    const even = distribute(scattered, ids, "horizontally");

    const [a = 0, b = 0, c = 0] = sides(even, ({ x }) => x);
    const [aEnd = 0, bEnd = 0] = sides(even, ({ x, width }) => x + width);
    expect(b - aEnd).toBeCloseTo(c - bEnd);
    expect([a, c]).toEqual([0, 2000]);
  });

  it("leaves pinned nodes alone", () => {
    const pinned = setPinned(scattered, ["4"], true);

    expect(align(pinned, ids, "left").nodes.get("4")?.position).toEqual({ x: 2000, y: 700 });
  });

  it("lays a graph out so that all links go to the right and nothing overlaps", async () => {
    const graph = await layOut(scattered);

    for (const { from, to } of graph.links.values()) {
      const left = graph.nodes.get(from.node) ?? expect.fail();
      const right = graph.nodes.get(to.node) ?? expect.fail();
      expect(left.position.x + left.size.width).toBeLessThan(right.position.x);
    }
    const nodes = [...graph.nodes.values()];
    for (const one of nodes) {
      for (const other of nodes.filter(({ id }) => id > one.id)) {
        const apart =
          one.position.x + one.size.width <= other.position.x ||
          other.position.x + other.size.width <= one.position.x ||
          one.position.y + one.size.height <= other.position.y ||
          other.position.y + other.size.height <= one.position.y;
        expect(apart).toBe(true);
      }
    }
    expect(linkIndex(graph)).toBe(linkIndex(scattered));
  });

  it("keeps nodes in their groups when it lays out", async () => {
    const grouped = groupAround(TEXT_TO_IMAGE, ["2", "3"], "Prompts");

    const graph = await layOut(grouped);

    expect(nodesIn(graph, graph.groups[0] ?? expect.fail())).toEqual(
      expect.arrayContaining(["2", "3"]),
    );
  });

  it("puts nodes without links below the others", async () => {
    const graph = await layOut(
      graphOf({ 1: "EmptyLatentImage", 2: "VAEDecode", 3: "Note" }, ["1.LATENT > 2.samples"]),
    );

    const y = (id: string) => graph.nodes.get(id)?.position.y ?? 0;
    expect(y("3")).toBeGreaterThan(Math.max(y("1"), y("2")));
  });
});
