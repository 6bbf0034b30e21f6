/** The object that makes the calls: the client of `liaison-client`, or any object with these three methods. */
export interface Caller {
  /** Calls a command, and returns its result. */
  invoke<T>(
    command: string,
    args?: unknown[],
    options?: InvokeOptions,
  ): Promise<T>;

  /** Calls a command, and returns its items one by one. Leaving the loop cancels the command. */
  stream<T>(
    command: string,
    args?: unknown[],
    options?: CallOptions & { kwargs?: Record<string, unknown> },
  ): AsyncIterable<T>;

  /** Returns the events of a topic, until the loop is left. */
  subscribe<T>(
    topic: string,
    options?: SubscribeOptions,
  ): AsyncIterable<{ topic: string; value: T }>;
}

/** The options of a call. */
export interface CallOptions<P = unknown> {
  /** The time limit for the answer, in milliseconds. */
  timeout?: number;
  /** Cancels the command. */
  signal?: AbortSignal;
  /** Receives the progress reports of the command. */
  onProgress?(report: P): void;
}

/** The options of a call, and what the method of a contract adds to them. */
export interface InvokeOptions extends CallOptions {
  /** Arguments by name. */
  kwargs?: Record<string, unknown>;
  /** Whether the result is bytes. It is then one `Uint8Array`, even if many bytes travel as a stream. */
  bytes?: boolean;
}

/** The options of a subscription. */
export interface SubscribeOptions {
  /** Ends the loop. */
  signal?: AbortSignal;
}

/** An error that a contract declares. */
export class DeclaredError extends Error {
  /** The error's code on the wire. */
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The description of a contract on the wire. */
export interface Contract {
  /** The name of the contract. */
  name: string;
  /** SHA-256 of its members. */
  hash: string;
  /** The signature of each member. */
  members: Record<string, string>;
  /** The classes of the declared errors, by code. */
  errors: Record<
    string,
    new (
      message: string,
      data: Record<string, unknown>,
      cause: unknown,
    ) => DeclaredError
  >;
}

const checks = new WeakMap<Caller, Map<string, Promise<void>>>();

/** Calls the members of a contract. Before the first call it checks that the host has the same contract. */
export class ContractLink {
  readonly #caller: Caller;
  readonly #contract: Contract;

  constructor(caller: Caller, contract: Contract) {
    this.#caller = caller;
    this.#contract = contract;
  }

  invoke<T>(
    command: string,
    args: unknown[],
    options?: CallOptions,
    kwargs?: Record<string, unknown>,
  ): Promise<T> {
    return this.#invoke<T>(command, args, withKeywords(options, kwargs));
  }

  /** Calls a command whose result is bytes. */
  invokeBytes<T>(
    command: string,
    args: unknown[],
    options?: CallOptions,
    kwargs?: Record<string, unknown>,
  ): Promise<T> {
    return this.#invoke<T>(command, args, {
      ...withKeywords(options, kwargs),
      bytes: true,
    });
  }

  async *stream<T>(
    command: string,
    args: unknown[],
    options?: CallOptions,
    kwargs?: Record<string, unknown>,
  ): AsyncGenerator<T> {
    await this.#check();
    try {
      yield* this.#caller.stream<T>(
        command,
        args,
        withKeywords(options, kwargs),
      );
    } catch (error) {
      throw this.#declared(error);
    }
  }

  async *subscribe<T>(
    topic: string,
    options?: SubscribeOptions,
  ): AsyncGenerator<T> {
    await this.#check();
    for await (const event of this.#caller.subscribe<T>(topic, options)) {
      yield event.value;
    }
  }

  async #invoke<T>(
    command: string,
    args: unknown[],
    options: InvokeOptions,
  ): Promise<T> {
    await this.#check();
    try {
      return await this.#caller.invoke<T>(command, args, options);
    } catch (error) {
      throw this.#declared(error);
    }
  }

  // Once for each connection and contract. After a failed check, the next call checks again.
  #check(): Promise<void> {
    let ofCaller = checks.get(this.#caller);
    if (!ofCaller) {
      ofCaller = new Map();
      checks.set(this.#caller, ofCaller);
    }

    let check = ofCaller.get(this.#contract.hash);
    if (!check) {
      check = this.#ask();
      check.catch(() => ofCaller.delete(this.#contract.hash));
      ofCaller.set(this.#contract.hash, check);
    }

    return check;
  }

  async #ask(): Promise<void> {
    const { name, hash, members } = this.#contract;
    try {
      await this.#caller.invoke("contract", [name, hash, members]);
    } catch (error) {
      const code = textOf(error, "code");
      if (code === "unauthorized") {
        // A caller that has not signed in yet is refused. The next call asks again.
        checks.get(this.#caller)?.delete(hash);
      } else if (code !== "unknown_command") {
        // A host without the command cannot answer.
        throw error;
      }
    }
  }

  #declared(error: unknown): unknown {
    const type = this.#contract.errors[textOf(error, "code") ?? ""];
    if (!type) {
      return error;
    }

    const data = (error as { data?: unknown }).data;
    return new type(
      textOf(error, "message") ?? "",
      typeof data === "object" && data !== null ? { ...data } : {},
      error,
    );
  }
}

// Undefined members are not sent, so that the host uses its defaults.
function withKeywords(
  options: CallOptions | undefined,
  kwargs: Record<string, unknown> | undefined,
): CallOptions & { kwargs?: Record<string, unknown> } {
  const given = Object.entries(kwargs ?? {}).filter(
    ([, value]) => value !== undefined,
  );
  return given.length > 0
    ? { ...options, kwargs: Object.fromEntries(given) }
    : { ...options };
}

function textOf(error: unknown, member: string): string | undefined {
  const value =
    typeof error === "object" && error !== null
      ? (error as Record<string, unknown>)[member]
      : undefined;
  return typeof value === "string" ? value : undefined;
}
