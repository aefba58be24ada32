import { beforeEach, expect, test, vi } from "vitest";
import { ServerClient } from "../server/client";
import { readEvent, type ServerEvent } from "../server/events";
import { Http } from "../server/http";
import { Runs } from "./runs.svelte";

const answers = new Map<string, string>();
const client = new ServerClient(
  new Http("", (url) => Promise.resolve(new Response(answers.get(String(url)) ?? "{}"))),
);
const ended = vi.fn();
let runs: Runs;

beforeEach(() => {
  vi.useFakeTimers();
  answers.clear();
  ended.mockReset();
  runs = new Runs(client, { ended, problem: (problem) => expect.fail(String(problem)) });
  runs.expect({ id: "p", document: "d", nodes: 4 });
});

async function told(...messages: readonly { type: string; data: Record<string, unknown> }[]) {
  for (const message of messages) {
    const event: ServerEvent = readEvent({
      ...message,
      data: { prompt_id: "p", ...message.data } as never,
    });
    runs.event(event);
  }
  await vi.advanceTimersByTimeAsync(1000);
}

test("progress, cached nodes and results arrive at the document that was run", async () => {
  await told(
    { type: "execution_start", data: {} },
    { type: "execution_cached", data: { nodes: ["1"] } },
    { type: "progress_state", data: { nodes: { "2": { state: "running", value: 5, max: 10 } } } },
    {
      type: "executed",
      data: { node: "3", output: { images: [{ filename: "a.png", type: "temp" }] } },
    },
  );

  const view = runs.of("d");
  expect(view.running).toBe("p");
  expect(view.nodes.get("1")?.state).toBe("cached");
  expect(view.nodes.get("2")).toMatchObject({ state: "running", value: 5, max: 10 });
  expect(view.outputs.get("3")?.pictures).toEqual([
    { filename: "a.png", subfolder: "", type: "temp" },
  ]);
  expect(view.done).toBeCloseTo(1.5 / 4);
});

test("a failure stands at its node, and the prompt is over", async () => {
  await told(
    { type: "execution_start", data: {} },
    {
      type: "execution_error",
      data: { node_id: "2", exception_message: "No memory.\n", exception_type: "X" },
    },
  );

  expect(runs.of("d").problems.get("2")).toEqual([{ type: "X", sentence: "No memory." }]);
  expect(runs.of("d").running).toBeUndefined();
  expect(ended).toHaveBeenCalledWith({ id: "p", document: "d", nodes: 4 }, "failed");
});

test("events of prompts that other windows sent change no document", async () => {
  await told({ type: "execution_start", data: { prompt_id: "other" } });

  expect(runs.of("d").running).toBeUndefined();
});

test("after missed events the history tells what became of a prompt", async () => {
  answers.set("/queue", '{"queue_running": [], "queue_pending": []}');
  answers.set(
    "/history/p",
    '{"p": {"outputs": {"9": {"images": [{"filename": "b.png"}]}}, "status": {"messages": [["execution_success", {}]]}}}',
  );

  await runs.catchUp();

  expect(runs.of("d").outputs.get("9")?.pictures[0]?.filename).toBe("b.png");
  expect(ended).toHaveBeenCalledWith({ id: "p", document: "d", nodes: 4 }, "succeeded");
});
