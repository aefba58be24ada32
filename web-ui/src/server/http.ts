import { readJson, writeJson } from "../format/json";
import { object } from "../format/parts";
import type { Json } from "../graph/types";
import { refusal, ServerProblem } from "./problem";

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Request {
  readonly query?: Query;
  readonly json?: Json;
  readonly body?: BodyInit;
  readonly signal?: AbortSignal;
}

/** Talks HTTP with one server; every failure is a {@link ServerProblem}. */
export class Http {
  /**
   * @param base where the server's routes begin, without a slash at the end
   */
  constructor(
    readonly base: string,
    private readonly send: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  url(path: string, query: Query = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        parameters.set(name, String(value));
      }
    }
    const text = parameters.toString();
    return this.base + path + (text === "" ? "" : `?${text}`);
  }

  /** The answer's JSON; nothing is an empty object. */
  async json(method: string, path: string, request: Request = {}): Promise<Json> {
    const text = await this.text(method, path, request);
    if (text.trim() === "") {
      return {};
    }
    try {
      return readJson(text);
    } catch (failure) {
      const detail = failure instanceof Error ? failure.message : String(failure);
      throw new ServerProblem(`${method} ${path}`, { kind: "garbled", detail });
    }
  }

  async text(method: string, path: string, request: Request = {}): Promise<string> {
    const answer = await this.answer(method, path, request);
    return answer.text();
  }

  /** The bare answer, refused ones excepted. */
  async answer(method: string, path: string, request: Request = {}): Promise<Response> {
    const what = `${method} ${path}`;
    const init: RequestInit = { method };
    if (request.signal) {
      init.signal = request.signal;
    }
    if (request.json !== undefined) {
      init.body = writeJson(request.json);
      init.headers = { "Content-Type": "application/json" };
    } else if (request.body !== undefined) {
      init.body = request.body;
    }
    let response: Response;
    try {
      response = await this.send(this.url(path, request.query), init);
    } catch (failure) {
      if (request.signal?.aborted) {
        throw failure;
      }
      throw new ServerProblem(what, { kind: "unreachable" });
    }
    if (!response.ok) {
      throw refusal(what, response.status, await errorBody(response));
    }
    return response;
  }
}

async function errorBody(response: Response) {
  try {
    return object(readJson(await response.text()));
  } catch {
    return undefined; // pages of proxies and the like; the status says enough
  }
}
