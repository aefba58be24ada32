import { readJson } from "../format/json";
import { number, object, text } from "../format/parts";
import { readEvent, type ServerEvent } from "./events";
import { readFrame, type SocketFrame } from "./frames";

/** How the connection is: not yet there, there, or lost and tried again. */
export type Connection = "connecting" | "open" | "lost";

export interface SocketListener {
  readonly event: (event: ServerEvent) => void;
  readonly frame: (frame: SocketFrame) => void;
  /** `caughtUp` says that all that was missed will be told; false: what ran meanwhile must be asked for. */
  readonly connection: (state: Connection) => void;
  /** The server is another than before, or cannot tell what was missed: lists must be read anew. */
  readonly missed: () => void;
  /** A message that makes no sense; the connection stays. */
  readonly garbled: (problem: unknown) => void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** The server pings; a socket that is silent this long after the machine woke up is dead. */
const FLAGS = { supports_preview_metadata: true, supports_sequence_numbers: true };

/**
 * A web socket that comes back: after a loss it tries again, ever more slowly, at once when the machine wakes up or goes online,
 * and asks for what it missed by the number of the last event that it got.
 */
export class ServerSocket {
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT;
  #epoch = "";
  #seq = 0;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly clientId: string,
    private readonly listener: SocketListener,
  ) {}

  open(): void {
    this.#closed = false;
    globalThis.addEventListener("online", this.#now);
    document.addEventListener("visibilitychange", this.#seen);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    globalThis.removeEventListener("online", this.#now);
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  readonly #seen = () => {
    if (document.visibilityState === "visible") {
      this.#now();
    }
  };

  /** Tries at once if it waits for the next try. */
  readonly #now = () => {
    if (this.#timer !== undefined) {
      this.#wait = FIRST_WAIT;
      this.#connect();
    }
  };

  #connect(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const since = this.#epoch === "" ? "" : `${this.#epoch}:${String(this.#seq)}`;
    const query = new URLSearchParams({ clientId: this.clientId, since });
    const socket = new WebSocket(`${this.url}?${query.toString()}`);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => {
      this.#wait = FIRST_WAIT;
      socket.send(JSON.stringify({ type: "feature_flags", data: FLAGS }));
      this.listener.connection("open");
    };
    socket.onmessage = (message: MessageEvent<string | ArrayBuffer>) => {
      try {
        if (typeof message.data === "string") {
          this.#told(message.data);
        } else {
          const frame = readFrame(message.data);
          if (frame) {
            this.listener.frame(frame);
          }
        }
      } catch (problem) {
        this.listener.garbled(problem);
      }
    };
    socket.onclose = () => {
      if (this.#closed || this.#socket !== socket) {
        return;
      }
      this.listener.connection("lost");
      this.#timer = setTimeout(() => this.#connect(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    };
  }

  #told(message: string): void {
    const json = object(readJson(message));
    const epoch = text(json["epoch"]);
    const seq = json["seq"];
    const event = readEvent(json);
    const strange = epoch !== "" && this.#epoch !== "" && epoch !== this.#epoch;
    if (epoch !== "") {
      this.#epoch = epoch;
    }
    if (seq !== undefined) {
      this.#seq = number(seq, this.#seq);
    }
    this.listener.event(event);
    if (strange || event.kind === "snapshot") {
      this.listener.missed();
    }
  }
}
