import { describe, expect, it } from "vitest";
import { graphOf, types } from "../../test/build";
import { reference } from "../../test/reference";
import { readEditorFile } from "../format/readEditor";
import { EMPTY_WORKFLOW } from "../graph/graph";
import type { Graph } from "../graph/types";
import { afterRun } from "./advance";
import { setMode } from "./nodes";
import { setControl, setValue } from "./values";

const run = (graph: Graph) => afterRun({ ...EMPTY_WORKFLOW, graph }, types, () => 42n).graph;
const seeded = setValue(graphOf({ 1: "KSampler", 2: "PrimitiveInt" }), "1", "seed", 7);

describe("after a run", () => {
  it("seeds go on as their control says, and nothing else changes", () => {
    const up = run(setControl(seeded, "1", "seed", "increment"));
    const drawn = run(seeded);
    const fixed = setControl(setControl(seeded, "1", "seed", "fixed"), "2", "value", "fixed");

    expect(up.nodes.get("1")?.values).toMatchObject({ seed: 8, steps: 20 });
    expect(drawn.nodes.get("1")?.values["seed"]).toBe(42);
    expect(run(fixed)).toBe(fixed);
  });

  it("a seed that is linked or muted stays", () => {
    const linked = graphOf({ 1: "KSampler", 2: "PrimitiveInt" }, ["2.INT > 1.seed"]);

    expect(run(linked).nodes.get("1")?.values["seed"]).toBe(0);
    expect(run(setMode(seeded, ["1"], "muted")).nodes.get("1")?.values["seed"]).toBe(7);
  });

  it("a primitive goes on for all that it feeds", () => {
    const file = reference("workflows/08-lora-ab-primitive-seed-reroutes.ui.json");
    const { workflow } = readEditorFile(file, types);
    const graph = setControl(workflow.graph, "7", "value", "increment");

    expect(run(graph).nodes.get("7")?.values["value"]).toBe(123456790);
  });
});
