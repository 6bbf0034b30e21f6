import { Batch } from "./batch.js";
import type { Call } from "./call.js";
import { Calls } from "./calls.js";
import type { Connector } from "./channel.js";
import { Commands } from "./commands.js";
import { LiaisonError, remoteError } from "./errors.js";
import type { SubscribeOptions, TopicEvent } from "./events.js";
import { Feed } from "./feed.js";
import { maxGathered } from "./gathered.js";
import { IncomingCalls } from "./incoming.js";
import { Link, type LinkOptions, type State } from "./link.js";
import { runOutside } from "./outside.js";
import { Ref } from "./references.js";
import type { CallOptions } from "./requests.js";
import { Streams } from "./streams.js";
import { Subscriptions } from "./subscriptions.js";

/** The options of a client. */
export interface ClientOptions extends LinkOptions {
  /** How many calls may wait for a connection. Further calls fail with `busy`. The default is 1,024. */
  maxUnsentCalls?: number;
  /** How many unread items one stream may have. Beyond that the stream is canceled, and fails with `busy`. The default is 100,000. */
  maxUnreadItems?: number;
  /** How many bytes a result may have that is collected (`bytes`). Larger results fail with `too_large`. The default is 64 MiB. */
  maxGatheredBytes?: number;
  /** How many calls from the host may run at the same time. Further calls are answered with `busy`. The default is 1,024. */
  maxPendingCalls?: number;
}

/** The result of `try`. */
export type Attempt<T> = { success: true; result: T } | { success: false; result: string[] };

/** Called on each change of a client's state, with the reason if the connection was lost or closed. */
export type StateListener = (state: State, reason: LiaisonError | undefined) => void;

/** The front end's side of a connection. It calls the commands of a host, reads its events, and can be called back. */
export class LiaisonClient {
  /** The commands that the host can call. */
  readonly commands = new Commands();
  readonly #link: Link;
  readonly #calls: Calls;
  readonly #streams: Streams;
  readonly #subscriptions: Subscriptions;
  readonly #incoming: IncomingCalls;
  readonly #listeners = new Set<StateListener>();
  readonly #maxUnreadItems: number;

  private constructor(connector: Connector, options: ClientOptions) {
    this.#link = new Link(connector, options, {
      changed: (state, reason) => this.#changed(state, reason),
      received: (message) => this.#receive(message),
      streamed: (frame) => this.#streams.takes(frame),
    });
    this.#streams = new Streams(this.#link);
    this.#calls = new Calls(this.#link, this.#streams, options.maxUnsentCalls ?? 1_024, options.maxGatheredBytes ?? maxGathered);
    this.#subscriptions = new Subscriptions(this.#link, this.#calls);
    this.#incoming = new IncomingCalls(this.commands, this.#link, this.#streams, options.maxPendingCalls ?? 1_024);
    this.#maxUnreadItems = options.maxUnreadItems ?? 100_000;
  }

  /** Connects to a host. It fails if the first connection fails. A connection that is lost later is restored. */
  static async connect(connector: Connector, options: ClientOptions = {}): Promise<LiaisonClient> {
    const client = new LiaisonClient(connector, options);
    await client.#link.start();
    return client;
  }

  /** The state of the client. */
  get state(): State {
    return this.#link.state;
  }

  /** Calls a function on each change of the state from now on. Returns a function that ends this. */
  onState(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Creates an argument that refers to a target at the host, e.g. `session.trials`. Plain strings are never references. */
  ref(target: string): Ref {
    return new Ref(target);
  }

  /** Calls a command with arguments by position, and returns its result. Calls are sent in the order in which they are made. */
  invoke<T = any>(command: string, args: readonly unknown[] = [], options: CallOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#calls.begin(command, args, options, { answer: resolve as (value: unknown) => void, fail: reject });
    });
  }

  /** Calls a command when the first item is requested, and returns its items one by one. Leaving the loop cancels the command. */
  stream<T = any>(command: string, args: readonly unknown[] = [], options: CallOptions = {}): AsyncIterableIterator<T> {
    let call: Call | undefined;
    let hasItems = false;
    const item = (value: unknown) => {
      hasItems = true;
      if (feed.length < this.#maxUnreadItems) {
        return feed.push(value as T);
      }

      const text = `More than ${this.#maxUnreadItems} items of '${command}' are unread. Read faster, or raise maxUnreadItems.`;
      feed.end({ error: new LiaisonError("busy", text) });
      leave();
    };
    const answer = (value: unknown) => {
      // A host that does not stream sends all items at once.
      if (!hasItems && Array.isArray(value)) {
        value.forEach((each) => feed.push(each as T));
      }

      feed.end();
    };
    const leave = () => call && this.#calls.cancel(call);
    const feed = new Feed<T>(() => {
      call = this.#calls.begin(command, args, options, { answer, item, fail: (error) => feed.end({ error }) });
    }, leave);
    return feed;
  }

  /**
   * Returns the events of a topic, of `prefix.*`, or of `*`. The subscription begins when the first event is requested, and ends
   * when the loop is left. It is restored after a lost connection; events that were published in the meantime are missed.
   */
  subscribe<T = any>(pattern: string, options: SubscribeOptions = {}): AsyncIterableIterator<TopicEvent<T>> {
    return this.#subscriptions.open(pattern, options) as AsyncIterableIterator<TopicEvent<any>>;
  }

  /** Starts a batch: its calls are sent together. */
  batch(): Batch {
    return new Batch(this);
  }

  /** Returns the value of a target. */
  get<T = any>(target: string, options?: CallOptions): Promise<T> {
    return this.invoke<T>("get", [target], options);
  }

  /** Whether a target exists. */
  exists(target: string, options?: CallOptions): Promise<boolean> {
    return this.invoke("exists", [target], options);
  }

  /** Constructs an object, or calls any function, and stores the result under a name. Returns the name. */
  init(name: string, type: string, args: readonly unknown[] = [], options?: CallOptions): Promise<string> {
    return this.invoke("init", [name, type, ...args], options);
  }

  /** Calls a function, a method or a constructor. */
  run<T = any>(target: string, args: readonly unknown[] = [], options?: CallOptions): Promise<T> {
    return this.invoke<T>("run", [target, ...args], options);
  }

  /** Calls as `run` does, but returns a failure as a result too. */
  try<T = any>(target: string, args: readonly unknown[] = [], options?: CallOptions): Promise<Attempt<T>> {
    return this.invoke("try", [target, ...args], options);
  }

  /** Stores the object of a target under a name; null uses the target's own name. Returns the name. */
  register(name: string | null, target: string, options?: CallOptions): Promise<string> {
    return this.invoke("register", [name, target], options);
  }

  /** Stores a value under a name. Returns the name. */
  store(name: string, value: unknown, options?: CallOptions): Promise<string> {
    return this.invoke("store", [name, value], options);
  }

  /** Checks that the host answers. */
  ping(options?: CallOptions): Promise<string> {
    return this.invoke("ping", [], options);
  }

  /** Removes a name. Returns whether it existed. */
  delete(name: string, options?: CallOptions): Promise<boolean> {
    return this.invoke("delete", [name], options);
  }

  /** Closes the connection permanently. Pending calls fail with `closed`, or with `connection_lost` if they were sent. */
  close(): void {
    this.#link.close(new LiaisonError("closed", "This client was closed."));
  }

  #receive(message: Record<string, unknown>): void {
    if (message.command !== undefined) {
      this.#incoming.receive(message);
      return;
    }

    const evt = (message.evt ?? {}) as { id?: unknown; dropped?: unknown };
    switch (message.tag) {
      case "response":
        this.#answer(evt.id, this.#streams.read(message.response));
        break;
      case "error":
        this.#calls.fail(evt.id, remoteError(message));
        break;
      case "progress":
        this.#calls.report(evt.id, message.progress);
        break;
      case "next":
        this.#calls.item(evt.id, message.next);
        break;
      case undefined:
        this.#streams.receive(message);
        break;
      default:
        this.#subscriptions.receive({ topic: String(message.tag), value: message.message, dropped: Number(evt.dropped ?? 0) });
    }
  }

  // If no call waits for a stream, the stream is canceled.
  #answer(id: unknown, value: unknown): void {
    if (!this.#calls.answer(id, value) && value instanceof ReadableStream) {
      value.cancel().catch(() => {});
    }
  }

  // Subscriptions are restored before calls are sent, so that a caller also receives the events that its call causes.
  #changed(state: State, reason: LiaisonError | undefined): void {
    if (state === "ready") {
      this.#subscriptions.restore();
      this.#calls.sendUnsent();
    } else if (reason) {
      this.#streams.end(reason);
      this.#incoming.end();
      if (state === "closed") {
        this.#calls.end(reason);
        this.#subscriptions.end(reason);
      } else {
        this.#calls.failSent(reason);
      }
    }

    for (const listener of [...this.#listeners]) {
      if (this.#link.state !== state) {
        return; // A listener has closed the client. All of them know already.
      }

      runOutside(() => listener(state, reason));
    }
  }
}
