import { Backoff, type ReconnectOptions } from "./backoff.js";
import type { Channel, Connector } from "./channel.js";
import { LiaisonError } from "./errors.js";
import { type Frame, isMessage, pack, unpack, withMember } from "./frames.js";
import { type ResumeOptions, resuming } from "./resume.js";

/** The state of a client. `lost` is the pause before it is `connecting` again. `closed` is final. */
export type State = "connecting" | "ready" | "lost" | "closed";

/** The options of connecting. */
export interface LinkOptions {
  /** How long an attempt to connect may take, in milliseconds. The default is 10,000. */
  connectTimeout?: number;
  /** How a lost connection is restored; false turns this off. */
  reconnect?: ReconnectOptions | false;
  /**
   * Lets the session survive a lost connection: calls continue over the next connection, and nothing is lost or arrives twice. The
   * host must have `ResumeTimeout`. Off by default.
   */
  resume?: ResumeOptions | boolean;
  /**
   * Whether bytes are attached to the JSON if the connection supports it, rather than written as base64. The default is true. Set
   * it to false for a host that accepts only text, such as liaison-py.
   */
  attachments?: boolean;
  /** Whether streams are sent and accepted. The default is true. A host without streams sends bytes instead. */
  streams?: boolean;
}

/** Receives the events of a link. */
export interface LinkListener {
  /** The state has changed. The reason is given if it is `lost` or `closed`. */
  changed(state: State, reason: LiaisonError | undefined): void;
  /** A message has arrived. */
  received(message: Record<string, unknown>): void;
  /** A frame has arrived. Returns whether it belonged to a stream and was handled. */
  streamed(frame: Frame): boolean;
}

// Only a connection that was used, or that lasted this many milliseconds, resets the pauses: a host that hangs up at once must be
// asked less and less often.
const stableAfter = 5_000;

/** Keeps a connection to the host, as long as this is possible. */
export class Link {
  readonly #connector: Connector;
  readonly #listener: LinkListener;
  readonly #backoff: Backoff | undefined;
  readonly #connectTimeout: number;
  readonly #attachments: boolean;
  /** Whether streams are sent and accepted. */
  readonly streams: boolean;
  #state: State = "connecting";
  #channel: Channel | undefined;
  #generation = 0;
  #isBinary = false;
  #openedAt = 0;
  #isUnderstood = false;
  #isFirst = true;
  #ended: Promise<string> = Promise.resolve("");
  #lost: (reason: string) => void = () => {};
  #wake: () => void = () => {};
  #giveUp: (error: LiaisonError) => void = () => {};
  #reason: LiaisonError | undefined;

  constructor(connector: Connector, options: LinkOptions, listener: LinkListener) {
    this.#connector = options.resume ? resuming(connector, options.resume === true ? {} : options.resume) : connector;
    this.#listener = listener;
    this.#backoff = options.reconnect === false ? undefined : new Backoff(options.reconnect ?? {});
    this.#connectTimeout = options.connectTimeout ?? 10_000;
    this.#attachments = options.attachments ?? true;
    this.streams = options.streams ?? true;
  }

  get state(): State {
    return this.#state;
  }

  /** Why there will be no further connection; undefined while one is possible. */
  get reason(): LiaisonError | undefined {
    return this.#reason;
  }

  /** Whether bytes may be attached to the JSON. Without a connection, this is the answer for the last connection. */
  get attaches(): boolean {
    return this.#attachments && this.#isBinary;
  }

  /** Whether the connection can send binary frames. */
  get binary(): boolean {
    return this.#isBinary;
  }

  /** Connects, and reconnects whenever the connection is lost. It fails if the first connection fails. */
  async start(): Promise<void> {
    try {
      await this.#connect();
    } catch (error) {
      this.#end(asError(error));
      throw error;
    }

    void this.#keep();
  }

  /** Sends a frame. Returns false if there is no connection. */
  send(frame: Frame): boolean {
    if (this.#state !== "ready" || !this.#channel) {
      return false;
    }

    if (!this.#isFirst || !isMessage(frame)) {
      return this.#channel.send(frame);
    }

    // The form of the first message tells the host that attachments may also be sent back, and a member of it that streams may be.
    const said = this.streams ? withMember(frame, '"streams":true') : frame;
    const isSent = this.#channel.send(this.attaches && typeof said === "string" ? pack(said, []) : said);
    this.#isFirst = !isSent;
    return isSent;
  }

  /** Ends the connection, because the host has broken the protocol. As after any loss, the client reconnects. */
  disconnect(reason: string): void {
    const channel = this.#channel;
    this.#lost(reason);
    channel?.close();
  }

  /** Closes the connection, and makes no further one. */
  close(reason: LiaisonError): void {
    this.#end(reason);
  }

  async #keep(): Promise<void> {
    while (!this.#isClosed) {
      const reason = await this.#ended;
      if (Date.now() - this.#openedAt > stableAfter) {
        this.#backoff?.reset();
      }

      await this.#reconnect(new LiaisonError("connection_lost", `The connection to the host was lost (${reason}).`));
    }
  }

  // Returns when there is a connection, or when no further connection is possible.
  async #reconnect(error: LiaisonError): Promise<void> {
    while (!this.#isClosed) {
      const pause = error.retry ? this.#backoff?.next() : undefined;
      if (pause === undefined) {
        this.#end(error);
        return;
      }

      this.#change("lost", error);
      if (this.#isClosed) {
        return;
      }

      await this.#pause(pause);
      if (this.#isClosed) {
        return;
      }

      try {
        await this.#connect();
        return;
      } catch (failure) {
        error = asError(failure);
      }
    }
  }

  get #isClosed(): boolean {
    return this.#state === "closed";
  }

  async #connect(): Promise<void> {
    this.#change("connecting", undefined);
    if (this.#isClosed) {
      throw this.#reason;
    }

    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation;
    const ended = new Promise<string>((resolve) => {
      this.#lost = (reason) => {
        // Changed at once, so that nothing is sent over a connection that has ended.
        this.#generation++;
        this.#channel = undefined;
        resolve(reason);
      };
    });
    this.#isUnderstood = false;
    const channel = await this.#within(async (signal) =>
      this.#connector.open(
        (frame) => isCurrent() && this.#receive(frame),
        (reason) => isCurrent() && this.#lost(reason),
        signal,
      ),
    );
    if (!isCurrent()) {
      channel.close();
      throw this.#reason ?? new LiaisonError("connection_failed", "The host closed the connection at once.");
    }

    this.#ended = ended;
    this.#channel = channel;
    this.#isBinary = channel.binary;
    this.#isFirst = true;
    this.#openedAt = Date.now();
    this.#change("ready", undefined);
  }

  // The attempt is given up after the time limit, and when the client is closed. A connection that arrives too late is closed.
  #within(open: (signal: AbortSignal) => Promise<Channel>): Promise<Channel> {
    return new Promise((resolve, reject) => {
      const limit = this.#connectTimeout;
      const attempt = new AbortController();
      const { signal } = attempt;
      const giveUp = (error: LiaisonError) => {
        clearTimeout(timer);
        this.#generation++;
        reject(error);
        attempt.abort(error);
      };
      const timer = setTimeout(() => {
        const text = `The host did not answer within ${limit} ms. Start it, or raise connectTimeout.`;
        giveUp(new LiaisonError("connection_failed", text));
      }, limit);
      const settle = () => {
        clearTimeout(timer);
        this.#giveUp = this.#giveUp === giveUp ? () => {} : this.#giveUp; // a later attempt may have its own
      };
      this.#giveUp = giveUp;
      open(signal).then(
        (channel) => {
          settle();
          return signal.aborted ? channel.close() : resolve(channel);
        },
        (error: unknown) => {
          settle();
          reject(error);
        },
      );
    });
  }

  #receive(frame: Frame): void {
    let message: unknown;
    try {
      if (this.#listener.streamed(frame)) {
        return;
      }

      message = unpack(frame);
    } catch {
      message = undefined;
    }

    const isMessage =
      typeof message === "object" &&
      message !== null &&
      ("tag" in message || "command" in message || "chunk" in message || "credit" in message);
    if (isMessage) {
      if (!this.#isUnderstood) {
        this.#isUnderstood = true;
        this.#backoff?.reset();
      }

      try {
        this.#listener.received(message as Record<string, unknown>);
      } catch {
        // A part of the message has the wrong type.
      }
    } else if (!this.#isUnderstood) {
      this.#end(new LiaisonError("bad_message", "What answers does not speak the liaison protocol. Check the address.", { retry: false }));
    }
  }

  #end(error: LiaisonError): void {
    if (this.#state === "closed") {
      return;
    }

    const channel = this.#channel;
    this.#reason = error;
    this.#generation++;
    this.#channel = undefined;
    this.#change("closed", error);
    channel?.close();
    this.#giveUp(error);
    this.#wake();
    this.#lost(error.message);
  }

  #change(state: State, reason: LiaisonError | undefined): void {
    if (this.#state !== state || state === "connecting") {
      this.#state = state;
      this.#listener.changed(state, reason);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function asError(failure: unknown): LiaisonError {
  return failure instanceof LiaisonError
    ? failure
    : new LiaisonError("connection_failed", failure instanceof Error ? failure.message : String(failure), { cause: failure });
}
