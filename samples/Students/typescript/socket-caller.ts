// The object through which generated classes make calls, here over Node's WebSocket: three members, in the liaison protocol.

import { pack, unpack } from "./attachments.js";
import type { Caller } from "./liaison.js";

type Reply = { tag: string; evt: { id?: number }; response?: unknown; code?: string; message?: unknown; data?: unknown };

export class SocketCaller implements Caller {
  readonly #socket: WebSocket;
  readonly #calls = new Map<number, (reply: Reply) => void>();
  readonly #topics = new Map<string, (value: unknown) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(unpack(event.data) as Reply);
    socket.onclose = () => this.#calls.forEach((end) => end({ tag: "error", evt: {}, message: "The connection is lost." }));
  }

  static async connect(address: string, token: string): Promise<SocketCaller> {
    const socket = new WebSocket(address, ["liaison", `liaison.token.${token}`]);
    socket.binaryType = "arraybuffer";
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error(`Nobody answers at ${address}, or LIAISON_TOKEN is not its token.`));
    });
    return new SocketCaller(socket);
  }

  close = (): void => this.#socket.close();

  invoke<T>(command: string, args: unknown[] = []): Promise<T> {
    const id = ++this.#lastId;
    this.#socket.send(pack({ command: { command, args }, id, echo: "id" }));
    return new Promise<T>((resolve, reject) => {
      this.#calls.set(id, ({ tag, response, message, code, data }) =>
        tag === "error" ? reject(Object.assign(new Error(String(message)), { code, data })) : resolve(response as T),
      );
    });
  }

  async *subscribe<T>(topic: string): AsyncGenerator<{ topic: string; value: T }> {
    const values: T[] = [];
    let wake = () => {};
    this.#topics.set(topic, (value) => (values.push(value as T), wake()));
    await this.invoke("subscribe", [topic]);
    try {
      for (;;) {
        while (values.length > 0) yield { topic, value: values.shift() as T };
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      await this.invoke("unsubscribe", [topic]);
    }
  }

  stream(): never {
    throw new Error("The school has no streams.");
  }

  #receive(reply: Reply): void {
    const { id } = reply.evt;
    if (id === undefined) return this.#topics.get(reply.tag)?.(reply.message);
    this.#calls.get(id)?.(reply);
    this.#calls.delete(id);
  }
}
