import type { CallOptions } from "./requests.js";

/** Whom a batch calls. */
export interface BatchCaller {
  invoke<T>(command: string, args?: readonly unknown[], options?: CallOptions): Promise<T>;
}

/** Calls that are collected, and leave together: the host reads them one behind the other. */
export class Batch {
  readonly #caller: BatchCaller;
  #calls: (() => Promise<unknown>)[] = [];

  constructor(caller: BatchCaller) {
    this.#caller = caller;
  }

  /** Adds a call, which is made when the batch is sent. Gives what that gave. */
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

  /** Sends the calls, and gives the answers in their order. It fails with the first call that does; the others go on. */
  send(): Promise<any[]> {
    const calls = this.#calls;
    this.#calls = [];
    return watched(Promise.all(calls.map((call) => call())));
  }
}

// Whoever waits for the calls does not wait for the batch, or the other way round: neither is a failure that nobody handled.
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
