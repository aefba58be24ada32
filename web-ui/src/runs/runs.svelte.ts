import { object, text } from "../format/parts";
import type { JsonObject } from "../graph/types";
import type { QueueState, ServerClient } from "../server/client";
import { readFailure, type ServerEvent } from "../server/events";
import type { SocketFrame } from "../server/frames";
import { readOutput } from "../server/outputs";
import type { Connection } from "../server/socket";
import { DocumentRuns, type RunEnd } from "./documentRuns.svelte";
import { FrameBatch } from "./frameBatch";

/** A prompt that this window sent. */
export interface SentPrompt {
  readonly id: string;
  /** The document that it was made of. */
  readonly document: string;
  /** How many nodes it has. */
  readonly nodes: number;
}

export interface RunsListener {
  /** A prompt of this window ended. */
  readonly ended: (prompt: SentPrompt, how: RunEnd) => void;
  readonly problem: (problem: unknown) => void;
}

type Message = { readonly event: ServerEvent } | { readonly frame: SocketFrame };

const EMPTY: QueueState = { paused: false, running: [], pending: [] };

/** Where runs of the server meet the documents that they came from. */
export class Runs {
  connection = $state.raw<Connection>("connecting");
  /** How many prompts wait and run, of everybody. */
  remaining = $state.raw(0);
  queue = $state.raw<QueueState>(EMPTY);
  /** Counts what ended, so that views of the history know when to read it anew. */
  finished = $state.raw(0);

  readonly #documents = new Map<string, DocumentRuns>();
  readonly #sent = new Map<string, SentPrompt>();
  #current: { prompt: string; node: string } | undefined;
  readonly #batch = new FrameBatch<Message>((messages) => this.#take(messages));
  #reading = false;
  #again = false;

  constructor(
    private readonly client: ServerClient,
    private readonly listener: RunsListener,
  ) {}

  /** The runs of a document; made when first asked for. */
  of(document: string): DocumentRuns {
    let runs = this.#documents.get(document);
    if (!runs) {
      runs = new DocumentRuns();
      this.#documents.set(document, runs);
    }
    return runs;
  }

  forget(document: string): void {
    this.#documents.delete(document);
  }

  /** Remembers a prompt before it is sent: its first event may be faster than the answer. */
  expect(prompt: SentPrompt): void {
    this.#sent.set(prompt.id, prompt);
  }

  refused(promptId: string): void {
    this.#sent.delete(promptId);
  }

  /** The prompts that are not over, to be remembered across a reload. */
  open(): readonly SentPrompt[] {
    return [...this.#sent.values()];
  }

  event(event: ServerEvent): void {
    this.#batch.add({ event });
  }

  frame(frame: SocketFrame): void {
    this.#batch.add({ frame });
  }

  /** Asks what became of the prompts of this window, after events were missed. */
  async catchUp(): Promise<void> {
    await this.readQueue();
    const waiting = new Set(
      [...this.queue.running, ...this.queue.pending].map((prompt) => prompt.promptId),
    );
    for (const prompt of this.open().filter((sent) => !waiting.has(sent.id))) {
      try {
        const outcome = await this.client.outcome(prompt.id);
        if (outcome) {
          this.#settle(prompt, outcome);
        } else {
          this.#end(prompt.id, "interrupted"); // a server that started anew without its queue
        }
      } catch (problem) {
        this.listener.problem(problem);
      }
    }
  }

  /** Reads the queue; while one reading is under way, at most one more follows. */
  async readQueue(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#again = false;
        this.queue = await this.client.queue();
      } while (this.#readAgain());
      this.remaining = this.queue.running.length + this.queue.pending.length;
    } catch (problem) {
      // While the connection is lost, that is already said.
      if (this.connection === "open") {
        this.listener.problem(problem);
      }
    } finally {
      this.#reading = false;
    }
  }

  #readAgain(): boolean {
    return this.#again;
  }

  #take(messages: readonly Message[]): void {
    let queueChanged = false;
    for (const message of messages) {
      if ("event" in message) {
        queueChanged = this.#told(message.event) || queueChanged;
      } else {
        this.#seen(message.frame);
      }
    }
    if (queueChanged) {
      void this.readQueue();
    }
  }

  /** @returns whether the queue is another now */
  #told(event: ServerEvent): boolean {
    const now = performance.now();
    switch (event.kind) {
      case "status":
        this.remaining = event.remaining;
        return true;
      case "started":
        this.#runsOf(event.prompt)?.begin(event.prompt, this.#sent.get(event.prompt)?.nodes ?? 0);
        return true;
      case "cached":
        this.#runsOf(event.prompt)?.cached(event.nodes);
        return false;
      case "executing":
        this.#current = { prompt: event.prompt, node: event.node };
        return false;
      case "progress":
        this.#progress(event.prompt, event.nodes, now);
        return false;
      case "executed":
        this.#runsOf(event.prompt)?.output(event.node, readOutput(event.output));
        return false;
      case "failed":
        this.#runsOf(event.prompt)?.fail(event.failure);
        // A blocked node fails without ending its prompt.
        if (event.failure.type !== "ExecutionBlocked") {
          this.#end(event.prompt, "failed");
        }
        return true;
      case "succeeded":
        this.#end(event.prompt, "succeeded");
        return true;
      case "interrupted":
        this.#end(event.prompt, "interrupted");
        return true;
      case "snapshot":
        for (const { prompt, nodes } of event.running) {
          this.#progress(prompt, nodes, now);
        }
        return true;
      case "over":
      case "other":
        return false;
    }
  }

  #progress(prompt: string, nodes: Parameters<DocumentRuns["progress"]>[0], now: number): void {
    const runs = this.#runsOf(prompt);
    if (runs && runs.running !== prompt) {
      runs.begin(prompt, this.#sent.get(prompt)?.nodes ?? 0);
    }
    runs?.progress(nodes, now);
  }

  #seen(frame: SocketFrame): void {
    if (frame.kind === "text") {
      const runs = this.#current && this.#runsOf(this.#current.prompt);
      runs?.notes.set(frame.node, frame.text);
      return;
    }
    const prompt = frame.prompt ?? this.#current?.prompt ?? "";
    const node = frame.node ?? this.#current?.node ?? "";
    this.#runsOf(prompt)?.preview(node, URL.createObjectURL(frame.image));
  }

  #runsOf(prompt: string): DocumentRuns | undefined {
    const sent = this.#sent.get(prompt);
    return sent && this.of(sent.document);
  }

  #end(promptId: string, how: RunEnd): void {
    this.finished += 1;
    const sent = this.#sent.get(promptId);
    if (sent) {
      this.#sent.delete(promptId);
      this.of(sent.document).end(how);
      this.listener.ended(sent, how);
    }
  }

  /** Takes over what the history says of a prompt that ended unheard. */
  #settle(prompt: SentPrompt, outcome: JsonObject): void {
    const runs = this.of(prompt.document);
    for (const [node, output] of Object.entries(object(outcome["outputs"]))) {
      runs.output(node, readOutput(object(output)));
    }
    const status = object(outcome["status"]);
    const messages = (
      Array.isArray(status["messages"]) ? status["messages"] : []
    ) as readonly (readonly [string, JsonObject])[];
    const failed = messages.find(([type]) => text(type) === "execution_error");
    if (failed) {
      runs.fail(readFailure(object(failed[1])));
    }
    const interrupted = messages.some(([type]) => type === "execution_interrupted");
    this.#end(prompt.id, failed ? "failed" : interrupted ? "interrupted" : "succeeded");
  }
}
