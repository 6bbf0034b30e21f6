import { LiaisonError } from "./errors.js";
import { gather, isBytes } from "./gathered.js";
import { runOutside } from "./outside.js";
import type { CallOptions } from "./requests.js";

/** Receives the outcome of a call: `answer` or `fail`, once. */
export interface Receiver {
  answer(value: unknown): void;
  fail(error: unknown): void;
  /** Receives an item of a stream. Absent if no items were requested. */
  item?(item: unknown): void;
}

/** A call without an answer so far. */
export class Call {
  readonly id: number;
  readonly #receiver: Receiver;
  readonly #options: CallOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onAbort: (() => void) | undefined;
  #gathering: AbortController | undefined;

  constructor(id: number, receiver: Receiver, options: CallOptions) {
    this.id = id;
    this.#receiver = receiver;
    this.#options = options;
  }

  /** Watches the time limit and the signal. If one of them ends the call, calls `end` with the error. */
  watch(command: string, end: (call: Call, error: unknown) => void): void {
    const { timeout, signal } = this.#options;
    if (timeout !== undefined) {
      const text = `'${command}' was not answered within ${timeout} ms. Give it longer, or make it do less.`;
      this.#timer = setTimeout(() => end(this, new LiaisonError("timeout", text)), timeout);
    }

    if (signal) {
      this.#onAbort = () => end(this, signal.reason);
      signal.addEventListener("abort", this.#onAbort);
    }
  }

  /**
   * Collects a result into bytes, if the caller wants bytes; undefined if there is nothing to collect. If the call ends before, the
   * result is stopped.
   */
  gather(value: unknown, maxBytes: number): Promise<Uint8Array> | undefined {
    if (!this.#options.bytes || !isBytes(value) || value instanceof Uint8Array) {
      return undefined;
    }

    this.#gathering = new AbortController();
    return gather(value, maxBytes, this.#gathering.signal);
  }

  answer(value: unknown): void {
    this.#settle();
    this.#receiver.answer(value);
  }

  fail(error: unknown): void {
    this.#settle();
    this.#receiver.fail(error);
  }

  item(item: unknown): void {
    this.#receiver.item?.(item);
  }

  /** Passes on a progress report, if the caller wants reports. */
  report(report: unknown): void {
    runOutside(() => this.#options.onProgress?.(report));
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#gathering?.abort();
    if (this.#onAbort) {
      this.#options.signal?.removeEventListener("abort", this.#onAbort);
    }
  }
}
