import { list, number, object, text } from "../format/parts";
import type { Json, JsonObject } from "../graph/types";
import { Http } from "./http";
import type { FileRef } from "./outputs";
import { refusal, ServerProblem, type NodeProblems } from "./problem";

/** A workflow to run. */
export interface Submission {
  readonly prompt: JsonObject;
  readonly promptId: string;
  readonly clientId: string;
  /** The editor's form, which pictures keep. */
  readonly workflow: JsonObject;
  readonly front?: boolean;
  /** Only these output nodes. */
  readonly targets?: readonly string[];
}

/** The server took it, perhaps without some outputs that cannot run. */
export interface Accepted {
  readonly promptId: string;
  readonly problems: NodeProblems;
}

export interface QueuedPrompt {
  readonly promptId: string;
  readonly number: number;
  readonly prompt: JsonObject;
  readonly extra: JsonObject;
}

export interface QueueState {
  readonly paused: boolean;
  readonly running: readonly QueuedPrompt[];
  readonly pending: readonly QueuedPrompt[];
}

export interface UserFile {
  readonly path: string;
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
}

/** What the editor asks of a server; ComfyUI's routes, and ours where ComfyUI has none. */
export class ServerClient {
  constructor(readonly http: Http) {}

  nodeTypes(): Promise<Json> {
    return this.http.json("GET", "/object_info");
  }

  async submit(submission: Submission): Promise<Accepted> {
    const json: JsonObject = {
      prompt: submission.prompt,
      prompt_id: submission.promptId,
      client_id: submission.clientId,
      extra_data: { extra_pnginfo: { workflow: submission.workflow } },
      ...(submission.front === true && { front: true }),
      ...(submission.targets && { partial_execution_targets: submission.targets }),
    };
    const answer = object(await this.http.json("POST", "/prompt", { json }));
    // What is wrong with some outputs stands in an acceptance as in a refusal.
    const { nodes } = refusal("POST /prompt", 200, answer);
    return { promptId: text(answer["prompt_id"]) || submission.promptId, problems: nodes };
  }

  async queue(): Promise<QueueState> {
    const [queue, ours] = await Promise.all([
      this.http.json("GET", "/queue"),
      // Other servers know no pause.
      this.http.json("GET", "/darkroom/v1/queue").catch(unlessMissing),
    ]);
    return {
      paused: object(ours)["paused"] === true,
      running: list(object(queue)["queue_running"]).map(queuedPrompt),
      pending: list(object(queue)["queue_pending"])
        .map(queuedPrompt)
        .sort((one, other) => one.number - other.number),
    };
  }

  async pause(paused: boolean): Promise<void> {
    await this.http.json("POST", `/darkroom/v1/queue/${paused ? "pause" : "resume"}`);
  }

  /** Puts a waiting prompt before another, or last. */
  async move(promptId: string, before?: string): Promise<void> {
    const json = { prompt_id: promptId, ...(before !== undefined && { before }) };
    await this.http.json("POST", "/darkroom/v1/queue/move", { json });
  }

  async interrupt(promptId?: string): Promise<void> {
    const json = promptId === undefined ? {} : { prompt_id: promptId };
    await this.http.text("POST", "/interrupt", { json });
  }

  async removePending(promptIds: readonly string[]): Promise<void> {
    await this.http.text("POST", "/queue", { json: { delete: promptIds } });
  }

  async clearPending(): Promise<void> {
    await this.http.text("POST", "/queue", { json: { clear: true } });
  }

  /** What came of one prompt; undefined while it is not over, or if it is not known. */
  async outcome(promptId: string): Promise<JsonObject | undefined> {
    const answer = object(await this.http.json("GET", `/history/${encodeURIComponent(promptId)}`));
    const entry = answer[promptId];
    return entry === undefined ? undefined : object(entry);
  }

  /** The newest entries, newest first. */
  async history(most: number): Promise<readonly (readonly [string, JsonObject])[]> {
    const answer = object(await this.http.json("GET", "/history", { query: { max_items: most } }));
    return Object.entries(answer)
      .map(([id, entry]) => [id, object(entry)] as const)
      .reverse();
  }

  async forgetHistory(promptIds: readonly string[]): Promise<void> {
    await this.http.text("POST", "/history", { json: { delete: promptIds } });
  }

  async free(): Promise<void> {
    await this.http.text("POST", "/free", { json: { unload_models: true, free_memory: true } });
  }

  /** Where a file of the server's folders can be loaded from. */
  fileUrl(file: FileRef, options: { preview?: string; fresh?: string } = {}): string {
    return this.http.url("/view", {
      filename: file.filename,
      subfolder: file.subfolder,
      type: file.type,
      preview: options.preview,
      rand: options.fresh,
    });
  }

  async file(file: FileRef): Promise<Blob> {
    const answer = await this.http.answer("GET", "/view", { query: { ...file } });
    return answer.blob();
  }

  async upload(file: File, type = "input", subfolder = ""): Promise<FileRef> {
    const form = new FormData();
    form.append("image", file, file.name);
    form.append("type", type);
    form.append("subfolder", subfolder);
    const answer = object(await this.http.json("POST", "/upload/image", { body: form }));
    return {
      filename: text(answer["name"]),
      subfolder: text(answer["subfolder"]),
      type: text(answer["type"]) || type,
    };
  }

  async modelFolders(): Promise<readonly string[]> {
    return list(await this.http.json("GET", "/models")).map(text);
  }

  async models(folder: string): Promise<readonly string[]> {
    return list(await this.http.json("GET", `/models/${encodeURIComponent(folder)}`)).map(text);
  }

  async embeddings(): Promise<readonly string[]> {
    return list(await this.http.json("GET", "/embeddings")).map(text);
  }

  /** Files of the user below a folder; none if there is no such folder yet. */
  async userFiles(dir: string): Promise<readonly UserFile[]> {
    const query = { dir, recurse: true, full_info: true };
    const answer = await this.http.json("GET", "/userdata", { query }).catch(unlessMissing);
    return list(answer).map((json) => {
      const file = object(json);
      return {
        path: text(file["path"]),
        size: number(file["size"], 0),
        modified: number(file["modified"], 0),
      };
    });
  }

  readUserFile(path: string): Promise<string> {
    return this.http.text("GET", userFile(path));
  }

  async writeUserFile(path: string, content: string, overwrite: boolean): Promise<void> {
    await this.http.text("POST", userFile(path), { query: { overwrite }, body: content });
  }

  async deleteUserFile(path: string): Promise<void> {
    await this.http.text("DELETE", userFile(path));
  }

  async moveUserFile(from: string, to: string): Promise<void> {
    await this.http.text("POST", `${userFile(from)}/move/${encodeURIComponent(to)}`, {
      query: { overwrite: false },
    });
  }

  /** Names of example workflows by the pack that brings them. */
  async templates(): Promise<readonly { pack: string; names: readonly string[] }[]> {
    const answer = object(await this.http.json("GET", "/workflow_templates"));
    return Object.entries(answer).map(([pack, names]) => ({ pack, names: list(names).map(text) }));
  }

  template(pack: string, name: string): Promise<string> {
    const path = `/workflow_templates/${encodeURIComponent(pack)}/${encodeURIComponent(name)}.json`;
    return this.http.text("GET", path);
  }

  async settings(): Promise<JsonObject> {
    return object(await this.http.json("GET", "/settings"));
  }

  async setSetting(id: string, value: Json): Promise<void> {
    await this.http.text("POST", `/settings/${encodeURIComponent(id)}`, { json: value });
  }

  async systemStats(): Promise<JsonObject> {
    return object(await this.http.json("GET", "/system_stats"));
  }
}

function userFile(path: string): string {
  return `/userdata/${encodeURIComponent(path)}`;
}

/** A server that has no such thing has none; other problems stay problems. */
function unlessMissing(problem: unknown): Json {
  if (problem instanceof ServerProblem && problem.status === 404) {
    return {};
  }
  throw problem;
}

function queuedPrompt(json: Json): QueuedPrompt {
  const [place, id, prompt, extra] = list(json);
  return {
    number: number(place, 0),
    promptId: text(id),
    prompt: object(prompt),
    extra: object(extra),
  };
}
