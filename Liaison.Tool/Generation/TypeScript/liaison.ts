/** What calls go through: `liaison-client`'s client, or anything that has these three. */
export interface Caller {
  /** Calls a command, and gives what it gave. */
  invoke<T>(
    command: string,
    args?: unknown[],
    options?: CallOptions & { kwargs?: Record<string, unknown> },
  ): Promise<T>;

  /** Calls a command, and gives its items one by one. Leaving the loop cancels it. */
  stream<T>(
    command: string,
    args?: unknown[],
    options?: CallOptions & { kwargs?: Record<string, unknown> },
  ): AsyncIterable<T>;

  /** The events of a topic, until the loop is left. */
  subscribe<T>(
    topic: string,
    options?: SubscribeOptions,
  ): AsyncIterable<{ topic: string; value: T }>;
}

/** What a call may be told beside its arguments. */
export interface CallOptions<P = unknown> {
  /** How long the answer may take, in milliseconds. */
  timeout?: number;
  /** Cancels the command. */
  signal?: AbortSignal;
  /** Takes what the command reports before it ends. */
  onProgress?(report: P): void;
}

/** What a subscription may be told. */
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

/** What a contract is on the wire. */
export interface Contract {
  /** Its name. */
  name: string;
  /** SHA-256 over its members. */
  hash: string;
  /** The signature of each of its members. */
  members: Record<string, string>;
  /** The classes of the errors that it declares, by their codes. */
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

/** Calls the members of a contract, once the host has said that it means the same by it. */
export class ContractLink {
  readonly #caller: Caller;
  readonly #contract: Contract;

  constructor(caller: Caller, contract: Contract) {
    this.#caller = caller;
    this.#contract = contract;
  }

  async invoke<T>(
    command: string,
    args: unknown[],
    options?: CallOptions,
    kwargs?: Record<string, unknown>,
  ): Promise<T> {
    await this.#check();
    try {
      return await this.#caller.invoke<T>(
        command,
        args,
        withKeywords(options, kwargs),
      );
    } catch (error) {
      throw this.#declared(error);
    }
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

  // Once for each connection and contract; a check that failed is made again by the next call.
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
        // Whoever has not signed in yet is not told; the next call asks again.
        checks.get(this.#caller)?.delete(hash);
      } else if (code !== "unknown_command") {
        // A host without the command cannot tell.
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

// Members that are undefined are not sent, so that the host takes its defaults.
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
