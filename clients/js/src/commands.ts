import { LiaisonError } from "./errors.js";

/** A call of the host. */
export interface HostCall {
  /** The arguments by position. */
  readonly args: readonly any[];
  /** The arguments by name. */
  readonly kwargs: Readonly<Record<string, any>>;
  /** Fires when the host cancels the call, or the connection is lost. */
  readonly signal: AbortSignal;
  /** Tells the host how far the command is, if it wants to know. */
  report(value: unknown): void;
}

/** What a host's call does. A promise is awaited; of an async iterable or a generator the host is given item by item, if it wants that. */
export type Handler = (call: HostCall) => unknown;

/** The commands of this end, which the host can call. More can be added at any time. */
export class Commands {
  readonly #handlers = new Map<string, Handler>([["ping", () => "pong"]]);

  /**
   * Adds functions, each under its name. They are given the arguments by position; where there are some by name, those come last, as one
   * object.
   */
  add(functions: Record<string, (...args: any[]) => unknown>): void {
    for (const [name, run] of Object.entries(functions)) {
      this.handle(name, ({ args, kwargs }) => run.call(functions, ...args, ...(Object.keys(kwargs).length > 0 ? [kwargs] : [])));
    }
  }

  /** Adds a command that wants more of a call than its arguments. */
  handle(name: string, handler: Handler): void {
    if (typeof handler !== "function") {
      throw new TypeError(`The command '${name}' is a function.`);
    }

    this.#handlers.set(name, handler);
  }

  /** Takes a command away; whether there was one. */
  remove(name: string): boolean {
    return this.#handlers.delete(name);
  }

  /** The command of that name. */
  find(name: string): Handler {
    const handler = this.#handlers.get(name);
    if (!handler) {
      throw new LiaisonError("unknown_command", `There is no command '${name}' at this client.`);
    }

    return handler;
  }
}
