// The interface that generated clients ask for, over `ws`: requests and replies of the liaison protocol in binary frames, whose bytes are
// attachments (WIRE, section 1).

import WebSocket from "ws";
import type { CallOptions, Caller, SubscribeOptions } from "./liaison.js";

type Options = CallOptions & { kwargs?: Record<string, unknown> };
type Message = Record<string, unknown>;

interface Pending {
  next(item: unknown): void;
  report(value: unknown): void;
  end(reply: Message): void;
}

/** An error as the host answered it. */
export class HostError extends Error {
  readonly code: string;
  readonly data: unknown;

  constructor(reply: Message) {
    super(String(reply["message"]));
    this.code = String(reply["code"]);
    this.data = reply["data"];
  }
}

export class WsCaller implements Caller {
  readonly sent: string[] = [];
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  readonly #topics = new Map<string, (value: unknown) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (frame: Buffer) => this.#receive(frame));
  }

  static async connect(address: string): Promise<WsCaller> {
    const socket = new WebSocket(address, ["liaison"]);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return new WsCaller(socket);
  }

  close(): void {
    this.#socket.close();
  }

  invoke<T>(command: string, args: unknown[] = [], options: Options = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.#send(command, args, options, false, {
        next() {},
        report: (value) => options.onProgress?.(value),
        end: (reply) => (reply["tag"] === "error" ? reject(new HostError(reply)) : resolve(reply["response"] as T)),
      });
      options.signal?.addEventListener("abort", () => void this.invoke("cancel", [id]), { once: true });
    });
  }

  async *stream<T>(command: string, args: unknown[] = [], options: Options = {}): AsyncGenerator<T> {
    const queue = new Queue<Message>();
    const id = this.#send(command, args, options, true, {
      next: (next) => queue.add({ next }),
      report: (value) => options.onProgress?.(value),
      end: (reply) => queue.add(reply),
    });
    let ended = false;
    try {
      while (true) {
        const message = await queue.take();
        if ("next" in message) {
          yield message["next"] as T;
          continue;
        }

        ended = true;
        if (message["tag"] === "error") {
          throw new HostError(message);
        }

        return;
      }
    } finally {
      if (!ended) {
        await this.invoke("cancel", [id]);
      }
    }
  }

  async *subscribe<T>(topic: string, _options?: SubscribeOptions): AsyncGenerator<{ topic: string; value: T }> {
    const queue = new Queue<T>();
    this.#topics.set(topic, (value) => queue.add(value as T));
    await this.invoke("subscribe", [topic]);
    try {
      while (true) {
        yield { topic, value: await queue.take() };
      }
    } finally {
      await this.invoke("unsubscribe", [topic]);
    }
  }

  #send(command: string, args: unknown[], options: Options, stream: boolean, pending: Pending): number {
    const id = ++this.#lastId;
    this.#pending.set(id, pending);
    this.sent.push(command);
    const request = {
      command: { command, args, kwargs: options.kwargs ?? {} },
      id,
      echo: "id",
      stream,
      progress: options.onProgress !== undefined,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    };
    this.#socket.send(pack(request));
    return id;
  }

  #receive(frame: Buffer): void {
    const message = unpack(frame) as Message;
    const evt = message["evt"] as { id?: number; topic?: string };
    const pending = this.#pending.get(evt.id ?? 0);
    switch (message["tag"]) {
      case "progress":
        pending?.report(message["progress"]);
        break;
      case "next":
        pending?.next(message["next"]);
        break;
      case "response":
      case "error":
        this.#pending.delete(evt.id ?? 0);
        pending?.end(message);
        break;
      default:
        this.#topics.get(String(message["tag"]))?.(message["message"]);
    }
  }
}

class Queue<T> {
  readonly #items: T[] = [];
  #wake: (() => void) | undefined;

  add(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  async take(): Promise<T> {
    while (this.#items.length === 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }

    return this.#items.shift() as T;
  }
}

function pack(message: unknown): Buffer {
  const attachments: Uint8Array[] = [];
  const json = Buffer.from(
    JSON.stringify(message, (_key, value: unknown) => (value instanceof Uint8Array ? { $attachment: attachments.push(value) - 1 } : value)),
  );
  const length = (bytes: Uint8Array) => {
    const header = Buffer.alloc(4);
    header.writeUInt32LE(bytes.length);
    return header;
  };
  return Buffer.concat([Buffer.from("LSN1"), length(json), json, ...attachments.flatMap((bytes) => [length(bytes), bytes])]);
}

function unpack(frame: Buffer): unknown {
  let position = 4;
  const take = () => {
    const start = position + 4;
    position = start + frame.readUInt32LE(position);
    return frame.subarray(start, position);
  };
  if (frame.subarray(0, 4).toString() !== "LSN1") {
    return JSON.parse(frame.toString());
  }

  const json = take().toString();
  const attachments: Uint8Array[] = [];
  while (position < frame.length) {
    attachments.push(new Uint8Array(take()));
  }

  return JSON.parse(json, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "$attachment" in value ? attachments[Number(value.$attachment)] : value,
  );
}
