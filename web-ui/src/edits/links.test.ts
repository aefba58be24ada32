import { describe, expect, it } from "vitest";
import { graphOf, input, linksOf, output, TEXT_TO_IMAGE } from "../../test/build";
import {
  connect,
  disconnect,
  disconnectSlot,
  insertIntoLink,
  mayConnect,
  moveLinks,
  refusal,
} from "./links";
import { addNode } from "./nodes";
import { types } from "../../test/build";

describe("a link", () => {
  it("takes the place of the one that an input had", () => {
    const graph = graphOf({ 1: "EmptyLatentImage", 2: "EmptyLatentImage", 3: "VAEDecode" }, [
      "1.LATENT > 3.samples",
    ]);

    const linked = connect(graph, output(graph, "2", "LATENT"), input(graph, "3", "samples"));

    expect(linksOf(linked)).toEqual(["2.LATENT > 3.samples"]);
    expect(linksOf(graph)).toEqual(["1.LATENT > 3.samples"]);
    expect(linked.nodes).toBe(graph.nodes);
  });

  it("is not made twice", () => {
    const again = connect(
      TEXT_TO_IMAGE,
      output(TEXT_TO_IMAGE, "6", "IMAGE"),
      input(TEXT_TO_IMAGE, "7", "images"),
    );

    expect(again).toBe(TEXT_TO_IMAGE);
  });

  it("never gets the number of one that was deleted", () => {
    const graph = graphOf({ 1: "EmptyLatentImage", 2: "VAEDecode" }, ["1.LATENT > 2.samples"]);

    const again = connect(
      disconnect(graph, ["1"]),
      output(graph, "1", "LATENT"),
      input(graph, "2", "samples"),
    );

    expect([...again.links.keys()]).toEqual(["2"]);
  });

  it.each([
    ["types", "4", "LATENT", "7", "images"],
    ["same-node", "6", "IMAGE", "6", "samples"],
    ["circle", "5", "LATENT", "4", "width"],
  ] as const)("is refused because of %s", (why, from, out, to, into) => {
    let graph = TEXT_TO_IMAGE;
    if (why === "circle") {
      graph = graphOf({ 4: "LatentUpscale", 5: "LatentUpscale" }, ["4.LATENT > 5.samples"]);
      expect(refusal(graph, output(graph, "5", "LATENT"), input(graph, "4", "samples"))).toBe(why);
      return;
    }

    expect(refusal(graph, output(graph, from, out), input(graph, to, into))).toBe(why);
  });

  it("may come from anything into a reroute node, unless what is behind it takes something else", () => {
    const graph = graphOf({ 1: "EmptyLatentImage", 2: "Reroute", 3: "SaveImage", 4: "Reroute" }, [
      "2. > 3.images",
    ]);

    expect(mayConnect(graph, output(graph, "1", "LATENT"), input(graph, "4", ""))).toBe(true);
    expect(refusal(graph, output(graph, "1", "LATENT"), input(graph, "2", ""))).toBe("types");
  });

  it("gives reroute nodes the type of what they pass on, through chains, and takes it back", () => {
    const graph = graphOf({ 1: "EmptyLatentImage", 2: "Reroute", 3: "Reroute" }, ["2. > 3."]);

    const linked = connect(graph, output(graph, "1", "LATENT"), input(graph, "2", ""));
    const cut = disconnectSlot(linked, "input", { node: "2", slot: 0 });

    expect(["2", "3"].map((id) => linked.nodes.get(id)?.outputs[0]?.type)).toEqual([
      "LATENT",
      "LATENT",
    ]);
    expect([...linked.links.values()].map(({ type }) => type)).toEqual(["LATENT", "LATENT"]);
    expect(cut.nodes.get("3")?.outputs[0]?.type).toBe("*");
  });

  it("gives a primitive the value of the widget that it now feeds", () => {
    const plain = graphOf({ 1: "PrimitiveNode", 2: "KSampler" });
    const sampler = plain.nodes.get("2");
    const graph = {
      ...plain,
      nodes: new Map(plain.nodes).set("2", {
        ...(sampler ?? expect.fail()),
        values: { ...sampler?.values, seed: 18446744073709551615n },
        controls: { seed: "increment" as const },
      }),
    };

    const linked = connect(graph, { node: "1", slot: 0 }, input(graph, "2", "seed"));
    const free = disconnect(linked, linked.links.keys());

    expect(linked.nodes.get("1")).toMatchObject({
      values: { value: 18446744073709551615n },
      controls: { value: "increment" },
      outputs: [{ name: "INT", type: "INT", rest: { widget: { name: "seed" } } }],
    });
    expect(free.nodes.get("1")).toMatchObject({ values: {}, outputs: [{ type: "*" }] });
  });

  it("takes a node in between where types fit", () => {
    const { graph, id } = addNode(TEXT_TO_IMAGE, types.get("ImageInvert") ?? expect.fail(), {
      x: 0,
      y: 0,
    });

    const inserted = insertIntoLink(graph, id, "9");

    expect(linksOf(inserted)).toEqual(
      expect.arrayContaining(["6.IMAGE > 8.image", "8.IMAGE > 7.images"]),
    );
    expect(linksOf(inserted)).not.toContain("6.IMAGE > 7.images");
    expect(insertIntoLink(graph, id, "1")).toBe(graph);
  });

  it("moves with all others of its output to another output", () => {
    const { graph, id } = addNode(
      TEXT_TO_IMAGE,
      types.get("CheckpointLoaderSimple") ?? expect.fail(),
      {
        x: 0,
        y: 0,
      },
    );

    const moved = moveLinks(graph, output(graph, "1", "CLIP"), output(graph, id, "CLIP"));

    expect(linksOf(moved)).toEqual(
      expect.arrayContaining(["8.CLIP > 2.clip", "8.CLIP > 3.clip", "1.MODEL > 5.model"]),
    );
  });
});
