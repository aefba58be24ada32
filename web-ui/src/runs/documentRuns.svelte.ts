import { SvelteMap } from "svelte/reactivity";
import type { Failure, NodeProgress } from "../server/events";
import type { NodeOutput } from "../server/outputs";
import type { NodeProblem, NodeProblems } from "../server/problem";

/** How far one node is in the latest run. */
export interface NodeRun {
  readonly state: "running" | "finished" | "cached" | "failed";
  readonly value: number;
  readonly max: number;
  /** When it began, and how long it took, in milliseconds. */
  readonly since?: number;
  readonly took?: number;
}

/** How the latest run ended. */
export type RunEnd = "succeeded" | "failed" | "interrupted";

/**
 * What runs and ran of one document, by node: each node's card reads only its own entries. Ids are those of prompts: a node in
 * a subgraph is `INSTANCE:NODE`.
 */
export class DocumentRuns {
  readonly nodes = new SvelteMap<string, NodeRun>();
  /** Object URLs of live previews. */
  readonly previews = new SvelteMap<string, string>();
  readonly outputs = new SvelteMap<string, NodeOutput>();
  readonly problems = new SvelteMap<string, readonly NodeProblem[]>();
  /** What nodes tell of themselves while they run. */
  readonly notes = new SvelteMap<string, string>();
  /** What is wrong, but with no node. */
  general = $state.raw<readonly string[]>([]);
  /** The prompt that runs now. */
  running = $state.raw<string | undefined>(undefined);
  ended = $state.raw<RunEnd | undefined>(undefined);
  /** How many nodes the running prompt has. */
  #total = $state.raw(0);

  /** How much is done, from 0 to 1; undefined while nothing runs. */
  readonly done = $derived.by(() => {
    if (this.running === undefined || this.#total === 0) {
      return undefined;
    }
    let done = 0;
    for (const run of this.nodes.values()) {
      done += run.state === "running" ? run.value / Math.max(1, run.max) : 1;
    }
    return Math.min(1, done / this.#total);
  });

  begin(prompt: string, total: number): void {
    this.nodes.clear();
    this.notes.clear();
    this.#dropPreviews();
    this.running = prompt;
    this.ended = undefined;
    this.#total = total;
  }

  cached(nodes: readonly string[]): void {
    for (const node of nodes) {
      this.nodes.set(node, { state: "cached", value: 1, max: 1 });
    }
  }

  progress(progress: readonly NodeProgress[], now: number): void {
    for (const { node, state, value, max } of progress) {
      const before = this.nodes.get(node);
      const since = before?.since ?? now;
      const next = state === "error" ? "failed" : state;
      // The server tells all nodes each time; those that stand still must not be drawn again.
      if (
        before &&
        (before.state === "cached" ||
          (before.state === next && before.value === value && before.max === max))
      ) {
        continue;
      }
      this.nodes.set(node, {
        state: next,
        value,
        max,
        since,
        ...(next === "running" ? {} : { took: now - since }),
      });
      if (next === "finished") {
        this.#dropPreview(node);
      }
    }
  }

  preview(node: string, url: string): void {
    this.#dropPreview(node);
    this.previews.set(node, url);
  }

  output(node: string, output: NodeOutput): void {
    if (output.pictures.length > 0 || output.texts.length > 0) {
      this.outputs.set(node, output);
    }
  }

  end(how: RunEnd): void {
    this.running = undefined;
    this.ended = how;
    for (const [node, run] of this.nodes) {
      if (run.state === "running") {
        this.nodes.delete(node);
      }
    }
    this.#dropPreviews();
  }

  fail(failure: Failure): void {
    const sentence = failure.message === "" ? failure.type : failure.message;
    if (failure.node === undefined) {
      this.general = [...this.general, sentence];
      return;
    }
    const problem: NodeProblem = {
      type: failure.type,
      sentence,
      ...(failure.input !== undefined && { input: failure.input }),
    };
    this.problems.set(failure.node, [...(this.problems.get(failure.node) ?? []), problem]);
    this.nodes.set(failure.node, { state: "failed", value: 1, max: 1 });
  }

  refuse(nodes: NodeProblems, general: readonly string[]): void {
    this.clearProblems();
    for (const [node, problems] of nodes) {
      this.problems.set(node, problems);
    }
    this.general = general;
  }

  /** A problem of a field is settled once the field changes; the next run says whether it is. */
  settle(node: string, input?: string): void {
    const left = (this.problems.get(node) ?? []).filter(
      (problem) => input !== undefined && problem.input !== undefined && problem.input !== input,
    );
    if (left.length > 0) {
      this.problems.set(node, left);
    } else {
      this.problems.delete(node);
    }
  }

  clearProblems(): void {
    this.problems.clear();
    this.general = [];
  }

  #dropPreview(node: string): void {
    const url = this.previews.get(node);
    if (url !== undefined) {
      URL.revokeObjectURL(url);
      this.previews.delete(node);
    }
  }

  #dropPreviews(): void {
    for (const node of [...this.previews.keys()]) {
      this.#dropPreview(node);
    }
  }
}
