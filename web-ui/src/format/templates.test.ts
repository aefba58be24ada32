import { describe, expect, it } from "vitest";
import { types } from "../../test/build";
import { drawText, fillTemplates } from "./templates";

const first = () => 0;
const last = (count: number) => count - 1;
const noon = new Date(2026, 0, 5, 9, 7, 3);

describe("a text with choices", () => {
  it.each([
    ["at {dawn|dusk|midnight}", "at dawn", "at midnight"],
    ["{a|{b|c} d}", "a", "c d"],
    ["a \\{b\\|c\\} d", "a {b|c} d", "a {b|c} d"],
    ["a | b } c", "a | b } c", "a | b } c"],
    ["open {a|b", "open a", "open b"],
    ["a /* not\nthis */ b // nor this\nc", "a  b \nc", "a  b \nc"],
    ["{}", "", ""],
  ])("%j gives %j or %j", (template, one, other) => {
    expect(drawText(template, first)).toBe(one);
    expect(drawText(template, last)).toBe(other);
  });

  it("may be nested as deeply as anybody likes", () => {
    const depth = 50_000;

    expect(drawText(`${"{".repeat(depth)}x${"}".repeat(depth)}`, first)).toBe("x");
  });
});

describe("a prompt's templates", () => {
  const prompt = {
    "1": { class_type: "CLIPTextEncode", inputs: { text: "{a|b}", clip: ["9", 0] } },
    "2": { class_type: "KSampler", inputs: { seed: 18446744073709551615n, sampler_name: "a:b" } },
    "3": {
      class_type: "SaveImage",
      inputs: {
        filename_prefix:
          "%date:yyyy-MM-dd hh_mm_ss%/%KSampler.seed%_%KSampler.sampler_name%_%width%",
      },
    },
    "4": { class_type: "SaveImage", inputs: { filename_prefix: "%Nobody.seed%_%date:d.M.yy%" } },
  };

  it("are filled before it is sent", () => {
    const filled = fillTemplates(prompt, types, noon, last);

    expect(filled["1"]?.inputs).toEqual({ text: "b", clip: ["9", 0] });
    expect(filled["3"]?.inputs["filename_prefix"]).toBe(
      "2026-01-05 09_07_03/18446744073709551615_a_b_%width%",
    );
    expect(filled["4"]?.inputs["filename_prefix"]).toBe("%Nobody.seed%_5.1.26");
    expect(filled["2"]).toEqual(prompt["2"]);
  });
});
