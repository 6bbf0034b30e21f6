import type { CallOptions } from "./requests.js";

/** The client that a batch calls. */
export interface BatchCaller {
  invoke<T>(command: string, args?: readonly unknown[], options?: CallOptions): Promise<T>;
}

/** Collects calls and sends them together. The host reads them one after the other. */
export class Batch {
  readonly #caller: BatchCaller;
  #calls: (() => Promise<unknown>)[] = [];

  constructor(caller: BatchCaller) {
    this.#caller = caller;
  }

  /** Adds a call, which is made when the batch is sent. Returns the result of the call. */
  invoke<T = any>(command: string, args: readonly unknown[] = [], options: CallOptions = {}): Promise<T> {
    const answer = new Promise<T>((resolve, reject) => {
      this.#calls.push(() => {
        const made = this.#caller.invoke<T>(command, args, options);
        made.then(resolve, reject);
        return made;
      });
    });
    return watched(answer);
  }

  /** Sends the calls, and returns the results in order. It fails with the first call that fails; the other calls continue. */
  send(): Promise<any[]> {
    const calls = this.#calls;
    this.#calls = [];
    return watched(Promise.all(calls.map((call) => call())));
  }
}

// A caller may wait only for the calls, or only for the batch. The other promise must not count as an unhandled rejection.
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
