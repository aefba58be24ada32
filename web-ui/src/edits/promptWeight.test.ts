import { describe, expect, it } from "vitest";
import { changeWeight } from "./promptWeight";

/** A field's content with its selection in angle brackets, or its cursor as `|`. */
function field(marked: string) {
  const start = marked.search(/[<|]/);
  const text = marked.replace(/[<>|]/g, "");
  const end = marked.includes("<") ? marked.indexOf(">") - 1 : start;
  return { text, start, end };
}

function marked({ text, start, end }: ReturnType<typeof field>) {
  return `${text.slice(0, start)}<${text.slice(start, end)}>${text.slice(end)}`;
}

describe("the weight of a part of a prompt", () => {
  it.each([
    ["a <cat> sits", 1, "a <(cat:1.05)> sits"],
    ["a <cat> sits", -1, "a <(cat:0.95)> sits"],
    ["a c|at sits", 1, "a <(cat:1.05)> sits"],
    ["a <(cat:1.05)> sits", 1, "a <(cat:1.1)> sits"],
    ["a <(cat:1.05)> sits", -1, "a <cat> sits"],
    ["a (<cat>:1.05) sits", 1, "a <(cat:1.1)> sits"],
    ["a (big c|at:1.2) sits", 1, "a <(big cat:1.25)> sits"],
    ["a (big (c|at)) sits", 1, "a (big <(cat:1.15)>) sits"],
    ["a (b|ig (cat:1.3):0.8) sits", -1, "a <(big (cat:1.3):0.75)> sits"],
    ["a < cat > sits", 1, "a  <(cat:1.05)>  sits"],
    ["a \\(c|at\\)", 1, "a \\(<(cat:1.05)>\\)"],
    ["<(a) and (b)>", 1, "<((a) and (b):1.05)>"],
    ["<embedding:nfixer>", 2, "<(embedding:nfixer:1.1)>"],
    ["<(cat:0.05)>", -2, "<(cat:-0.05)>"],
  ])("in %j by %i steps gives %j", (before, steps, after) => {
    expect(marked(changeWeight(field(before), steps))).toBe(after);
  });

  it("stays as it is where there is no word", () => {
    const nothing = field("a , | , b");

    expect(changeWeight(nothing, 1)).toBe(nothing);
  });

  it("comes back to where it was after as many steps down as up", () => {
    let at = field("a <cat> sits");
    for (let i = 0; i < 30; i++) {
      at = changeWeight(at, 1);
    }
    for (let i = 0; i < 30; i++) {
      at = changeWeight(at, -1);
    }

    expect(marked(at)).toBe("a <cat> sits");
  });
});
