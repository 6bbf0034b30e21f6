import type { Commands } from "./commands.js";
import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";
import { named, writeAnswer } from "./requests.js";
import type { Streams } from "./streams.js";

const maxItems = 100_000;

/** Where answers are sent: the connection of the calls. */
export interface AnswerSink {
  /** Whether bytes may be attached to the JSON. */
  readonly attaches: boolean;
  /** Sends a frame. Returns false if there is no connection. */
  send(frame: Frame): boolean;
}

interface Request {
  command: string;
  args: unknown[];
  kwargs: Record<string, unknown>;
  id: unknown;
  evt: unknown;
  wantsItems: boolean;
  wantsProgress: boolean;
}

/** The running calls from the host. Each call starts as soon as it arrives, and is answered when it has ended. */
export class IncomingCalls {
  readonly #commands: Commands;
  readonly #sink: AnswerSink;
  readonly #maxPending: number;
  readonly #streams: Streams;
  #pending = new Set<{ id: string; abort: AbortController }>();

  /** @param maxPending How many calls from the host may run at the same time. */
  constructor(commands: Commands, sink: AnswerSink, streams: Streams, maxPending: number) {
    this.#commands = commands;
    this.#streams = streams;
    this.#sink = sink;
    this.#maxPending = maxPending;
  }

  /** Handles a request from the host. */
  receive(message: Record<string, unknown>): void {
    const request = read(message);
    if (request.command === "cancel") {
      this.#send("response", this.#cancel(request.args[0]), "response", request.evt);
    } else if (this.#pending.size >= this.#maxPending) {
      this.#fail(request, new LiaisonError("busy", `${this.#maxPending} calls are pending at this client, as many as may.`));
    } else {
      void this.#run(request);
    }
  }

  /** Cancels the running calls, because the connection is lost. They are not answered. */
  end(): void {
    const pending = this.#pending;
    this.#pending = new Set();
    for (const { abort } of pending) {
      abort.abort();
    }
  }

  async #run(request: Request): Promise<void> {
    const call = { id: JSON.stringify(request.id ?? null), abort: new AbortController() };
    const pending = this.#pending.add(call);
    const { signal } = call.abort;
    const given = this.#streams.readAll([...request.args, ...Object.values(request.kwargs)]);
    const end = () =>
      given.end(new LiaisonError("failed", `'${request.command}' has ended, and its streams with it. Read them before it ends.`));
    signal.addEventListener("abort", end, { once: true });
    const isOpen = () => this.#pending === pending && pending.has(call);
    const report = (value: unknown) => {
      if (request.wantsProgress && isOpen()) {
        this.#send("progress", value, "progress", { id: request.id });
      }
    };
    try {
      const handler = this.#commands.find(request.command);
      const args = given.values.slice(0, request.args.length);
      const kwargs = named(request.kwargs, given.values.slice(request.args.length));
      const returned = await handler({ args, kwargs, signal, report });
      const result = isSequence(returned) ? await this.#items(returned, request, isOpen, signal) : returned;
      if (isOpen()) {
        this.#send("response", result, "response", request.evt);
      }
    } catch (error) {
      if (isOpen()) {
        this.#fail(request, signal.aborted ? new LiaisonError("canceled", `'${request.command}' was canceled.`) : error);
      }
    } finally {
      pending.delete(call);
      end();
    }
  }

  async #items(sequence: AsyncIterable<unknown>, request: Request, isOpen: () => boolean, signal: AbortSignal): Promise<unknown[] | null> {
    const items: unknown[] = [];
    for await (const item of sequence) {
      if (!isOpen()) {
        break;
      }

      signal.throwIfAborted();
      if (request.wantsItems) {
        this.#send("next", item, "next", { id: request.id });
      } else if (items.push(item) > maxItems) {
        throw new LiaisonError("too_large", `'${request.command}' gives more than ${maxItems} items. Ask for them as a stream.`);
      }
    }

    return request.wantsItems ? null : items;
  }

  #cancel(id: unknown): boolean {
    const text = JSON.stringify(id ?? null);
    for (const call of this.#pending) {
      if (call.id === text) {
        call.abort.abort();
        return true;
      }
    }

    return false;
  }

  #send(name: string, value: unknown, tag: string, evt: unknown): void {
    this.#sink.send(writeAnswer(name, value, tag, evt, this.#sink.attaches));
  }

  // The stack trace is not sent: it contains details of this machine.
  #fail(request: Request, error: unknown): void {
    const { code, type, message } = partsOf(error);
    const parts = { error: [`${type}: ${message}\n`], tag: "error", evt: request.evt, code, type, message };
    this.#sink.send(JSON.stringify(parts));
  }
}

function read(message: Record<string, unknown>): Request {
  const { command, id, echo, stream, progress } = message;
  const given = (typeof command === "object" && command !== null ? command : {}) as Record<string, unknown>;
  const evt = id === undefined ? {} : { id };
  return {
    command: String(given.command ?? ""),
    args: Array.isArray(given.args) ? given.args : [],
    kwargs: (given.kwargs ?? {}) as Record<string, unknown>,
    id,
    evt: echo === "id" ? evt : message,
    wantsItems: stream === true,
    wantsProgress: progress === true,
  };
}

function partsOf(error: unknown): { code: string; type: string; message: string } {
  if (error instanceof LiaisonError) {
    return { code: error.code, type: error.type || error.name, message: error.message };
  }

  return error instanceof Error
    ? { code: "failed", type: error.name, message: error.message }
    : { code: "failed", type: "Error", message: String(error) };
}

// An array is one value, so it is not a sequence. A generator is one, even if it is not async.
function isSequence(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && (Symbol.asyncIterator in value || (Symbol.iterator in value && "next" in value));
}
