import { describe, expect, it } from "vitest";
import { types } from "../../test/build";
import { findNodes, inputFor, outputFor } from "./nodeSearch";
import { rank } from "./rank";

const found = (text: string, more = {}) =>
  findNodes(types, { text, limit: 5, ...more }).map(({ id }) => id);

describe("a name's rank", () => {
  it.each([
    ["ksampler", "KSampler", "KSampler (Advanced)"],
    ["ksam", "KSampler", "My KSampler"],
    ["adv", "KSampler (Advanced)", "Madversary"],
    ["samp ad", "KSampler (Advanced)", "Sad Lamp"],
    ["late", "Empty Latent Image", "Translate"],
    ["lat", "Flat Image", "Load a model tile"],
    ["eli", "Empty Latent Image", "Apply Style Model Inverse"],
  ])("for %s is better for %s than for %s", (query, better, worse) => {
    const one = rank(query, better);
    const other = rank(query, worse) ?? 99;

    expect(one).toBeLessThan(other);
  });

  it("is none where letters are missing", () => {
    expect(rank("xyz", "KSampler")).toBeUndefined();
  });

  it("does not mind accents and case", () => {
    expect(rank("fur", "Für Elise")).toBe(rank("für", "FÜR Elise"));
  });
});

describe("the search for nodes", () => {
  it.each([
    ["ksampler", "KSampler"],
    ["vae dec", "VAEDecode"],
    ["save image", "SaveImage"],
    ["clip text", "CLIPTextEncode"],
    ["reroute", "Reroute"],
  ])("finds %s first", (query, first) => {
    expect(found(query)[0]).toBe(first);
  });

  it("finds classes by some of their letters", () => {
    expect(found("loadckpt")).toContain("CheckpointLoaderSimple");
  });

  it("puts what is used often before its equals", () => {
    const used = new Map([["LatentUpscaleBy", 9]]);

    expect(found("lat ups")[0]).toBe("LatentUpscale");
    expect(found("lat ups", { used })[0]).toBe("LatentUpscaleBy");
    expect(found("", { used })[0]).toBe("LatentUpscaleBy");
  });

  it("finds only what a loose link can be tied to", () => {
    const after = findNodes(types, { text: "", fits: { from: "output", type: "LATENT" } });
    const before = findNodes(types, { text: "", fits: { from: "input", type: "CONDITIONING" } });

    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(["KSampler", "VAEDecode"]));
    expect(after.map(({ id }) => id)).not.toContain("VAEEncode");
    expect(before.every((type) => outputFor(type, "CONDITIONING") >= 0)).toBe(true);
    expect(before.map(({ id }) => id)).toContain("CLIPTextEncode");
  });

  it("puts what takes anything last among what a link can be tied to", () => {
    const ids = findNodes(types, { text: "", fits: { from: "output", type: "LATENT" } }).map(
      ({ id }) => id,
    );

    expect(ids.indexOf("Reroute")).toBeGreaterThan(ids.indexOf("VAEDecode"));
  });

  it("ties a link to a socket rather than to a widget", () => {
    const sampler = types.get("KSampler") ?? expect.fail();

    expect(inputFor(sampler, "CONDITIONING")?.name).toBe("positive");
    expect(inputFor(sampler, "INT")?.name).toBe("seed");
    expect(inputFor(sampler, "AUDIO")).toBeUndefined();
  });
});
