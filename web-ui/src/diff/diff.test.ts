import { describe, expect, it } from "vitest";
import { input, output, TEXT_TO_IMAGE, types } from "../../test/build";
import { REFERENCE_WORKFLOWS, reference } from "../../test/reference";
import { addNode, moveNodes, removeNodes, setMode, setTitle } from "../edits/nodes";
import { connect } from "../edits/links";
import { setValue } from "../edits/values";
import { readEditorFile } from "../format/readEditor";
import { EMPTY_WORKFLOW } from "../graph/graph";
import type { Graph } from "../graph/types";
import { differences } from "./diff";

const between = (before: Graph, after: Graph) =>
  differences({ ...EMPTY_WORKFLOW, graph: before }, { ...EMPTY_WORKFLOW, graph: after }, types);

describe("the difference between two workflows", () => {
  it.each(REFERENCE_WORKFLOWS)("is none between %s and itself, read twice", (name) => {
    const read = () => readEditorFile(reference(`workflows/${name}.ui.json`), types).workflow;

    expect(differences(read(), read(), types)).toEqual([]);
  });

  it("names values, modes and titles by node", () => {
    const changed = setTitle(
      setMode(setValue(TEXT_TO_IMAGE, "5", "cfg", 4.5), ["7"], "muted"),
      "2",
      "Positive",
    );

    expect(between(TEXT_TO_IMAGE, changed)).toEqual([
      {
        kind: "title",
        node: { id: "2", title: "Positive" },
        before: "CLIP Text Encode (Prompt)",
      },
      { kind: "value", node: { id: "5", title: "KSampler" }, widget: "cfg", before: 8, after: 4.5 },
      { kind: "mode", node: { id: "7", title: "Save Image" }, before: "always", after: "muted" },
    ]);
  });

  it("names links by what feeds what", () => {
    const crossed = connect(
      TEXT_TO_IMAGE,
      output(TEXT_TO_IMAGE, "3", "CONDITIONING"),
      input(TEXT_TO_IMAGE, "5", "positive"),
    );

    expect(between(TEXT_TO_IMAGE, crossed)).toMatchObject([
      {
        kind: "link",
        input: "positive",
        before: { node: { id: "2" }, output: "CONDITIONING" },
        after: { node: { id: "3" } },
      },
    ]);
  });

  it("says what came and went", () => {
    const { graph } = addNode(
      removeNodes(TEXT_TO_IMAGE, ["7"]),
      types.get("Note") ?? expect.fail(),
      {
        x: 0,
        y: 0,
      },
    );

    expect(between(TEXT_TO_IMAGE, graph).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });

  it("counts what only looks different", () => {
    const moved = moveNodes(TEXT_TO_IMAGE, new Map([["1", { x: 9, y: 9 }]]));

    expect(between(TEXT_TO_IMAGE, moved)).toEqual([{ kind: "looks", nodes: 1 }]);
  });
});
