import { LiaisonError } from "./errors.js";

/** A call from the host. */
export interface HostCall {
  /** The arguments by position. */
  readonly args: readonly any[];
  /** The arguments by name. */
  readonly kwargs: Readonly<Record<string, any>>;
  /** Fires when the host cancels the call, or the connection is lost. */
  readonly signal: AbortSignal;
  /** Reports progress to the host, if it wants reports. */
  report(value: unknown): void;
}

/**
 * Runs a call from the host. A promise is awaited. The items of an async iterable or a generator are sent one by one, if the host
 * wants items.
 */
export type Handler = (call: HostCall) => unknown;

/** The commands of this end, which the host can call. Commands can be added at any time. */
export class Commands {
  readonly #handlers = new Map<string, Handler>([["ping", () => "pong"]]);

  /**
   * Adds functions, each under its name. They receive the arguments by position. Arguments by name are passed last, as one object.
   */
  add(functions: Record<string, (...args: any[]) => unknown>): void {
    for (const [name, run] of Object.entries(functions)) {
      this.handle(name, ({ args, kwargs }) => run.call(functions, ...args, ...(Object.keys(kwargs).length > 0 ? [kwargs] : [])));
    }
  }

  /** Adds a command that needs more of a call than its arguments. */
  handle(name: string, handler: Handler): void {
    if (typeof handler !== "function") {
      throw new TypeError(`The command '${name}' is a function.`);
    }

    this.#handlers.set(name, handler);
  }

  /** Removes a command. Returns whether it existed. */
  remove(name: string): boolean {
    return this.#handlers.delete(name);
  }

  /** Returns the command with that name. */
  find(name: string): Handler {
    const handler = this.#handlers.get(name);
    if (!handler) {
      throw new LiaisonError("unknown_command", `There is no command '${name}' at this client.`);
    }

    return handler;
  }
}
