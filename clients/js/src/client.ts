import { Batch } from "./batch.js";
import type { Call } from "./call.js";
import { Calls } from "./calls.js";
import type { Connector } from "./channel.js";
import { Commands } from "./commands.js";
import { LiaisonError, remoteError } from "./errors.js";
import type { SubscribeOptions, TopicEvent } from "./events.js";
import { Feed } from "./feed.js";
import { IncomingCalls } from "./incoming.js";
import { Link, type LinkOptions, type State } from "./link.js";
import { runOutside } from "./outside.js";
import { Ref } from "./references.js";
import type { CallOptions } from "./requests.js";
import { Streams } from "./streams.js";
import { Subscriptions } from "./subscriptions.js";

/** What a client may be told. */
export interface ClientOptions extends LinkOptions {
  /** How many calls may wait for a connection; a further one fails with `busy`. 1,024 unless given. */
  maxUnsentCalls?: number;
  /** How many items of one stream may wait to be read; past it the stream is canceled, and fails with `busy`. 100,000 unless given. */
  maxUnreadItems?: number;
  /** How many calls of the host may be under way; a further one is answered with `busy`. 1,024 unless given. */
  maxPendingCalls?: number;
}

/** What `try` gives. */
export type Attempt<T> = { success: true; result: T } | { success: false; result: string[] };

/** Is told of each change of a client's state, with the reason where the connection was lost or closed. */
export type StateListener = (state: State, reason: LiaisonError | undefined) => void;

/** The front end's side of a connection: calls the commands of a host, reads its events, and can be called back. */
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
    this.#calls = new Calls(this.#link, this.#streams, options.maxUnsentCalls ?? 1_024);
    this.#subscriptions = new Subscriptions(this.#link, this.#calls);
    this.#incoming = new IncomingCalls(this.commands, this.#link, this.#streams, options.maxPendingCalls ?? 1_024);
    this.#maxUnreadItems = options.maxUnreadItems ?? 100_000;
  }

  /** Connects to a host. It fails where that cannot be had; what is lost later is connected again. */
  static async connect(connector: Connector, options: ClientOptions = {}): Promise<LiaisonClient> {
    const client = new LiaisonClient(connector, options);
    await client.#link.start();
    return client;
  }

  /** What the client is doing. */
  get state(): State {
    return this.#link.state;
  }

  /** Has a function told of each change of the state from now on; gives what ends that. */
  onState(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** An argument that stands for what a target at the host points at, e.g. `session.trials`. A plain string is never taken for one. */
  ref(target: string): Ref {
    return new Ref(target);
  }

  /** Calls a command with arguments by position, and gives what it gave. Calls are sent in the order in which they are made. */
  invoke<T = any>(command: string, args: readonly unknown[] = [], options: CallOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#calls.begin(command, args, options, { answer: resolve as (value: unknown) => void, fail: reject });
    });
  }

  /** Calls a command when the first item is asked for, and gives its items one by one. Leaving the loop cancels the command. */
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
      // From a host that does not stream the items come all at once.
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
   * The events of a topic, of `prefix.*`, or of `*`, from when the first is asked for until the loop is left. A connection that was lost is
   * subscribed again when it is back; what was published meanwhile is missed.
   */
  subscribe<T = any>(pattern: string, options: SubscribeOptions = {}): AsyncIterableIterator<TopicEvent<T>> {
    return this.#subscriptions.open(pattern, options) as AsyncIterableIterator<TopicEvent<any>>;
  }

  /** Calls that leave together. */
  batch(): Batch {
    return new Batch(this);
  }

  /** The value that a target points at. */
  get<T = any>(target: string, options?: CallOptions): Promise<T> {
    return this.invoke<T>("get", [target], options);
  }

  /** Whether a target points at anything. */
  exists(target: string, options?: CallOptions): Promise<boolean> {
    return this.invoke("exists", [target], options);
  }

  /** Constructs an object, or calls any function, and gives the result a name. Gives the name. */
  init(name: string, type: string, args: readonly unknown[] = [], options?: CallOptions): Promise<string> {
    return this.invoke("init", [name, type, ...args], options);
  }

  /** Calls a function, a method or a constructor. */
  run<T = any>(target: string, args: readonly unknown[] = [], options?: CallOptions): Promise<T> {
    return this.invoke<T>("run", [target, ...args], options);
  }

  /** Calls as `run` does; that it failed is a result too. */
  try<T = any>(target: string, args: readonly unknown[] = [], options?: CallOptions): Promise<Attempt<T>> {
    return this.invoke("try", [target, ...args], options);
  }

  /** Gives a name to what a target points at; null takes the target's own. Gives the name. */
  register(name: string | null, target: string, options?: CallOptions): Promise<string> {
    return this.invoke("register", [name, target], options);
  }

  /** Gives a name to a value. Gives the name. */
  store(name: string, value: unknown, options?: CallOptions): Promise<string> {
    return this.invoke("store", [name, value], options);
  }

  /** Asks for a sign of life. */
  ping(options?: CallOptions): Promise<string> {
    return this.invoke("ping", [], options);
  }

  /** Lets a name go; whether there was one. */
  delete(name: string, options?: CallOptions): Promise<boolean> {
    return this.invoke("delete", [name], options);
  }

  /** Closes the connection for good. What is pending fails with `closed`, or with `connection_lost` where it was sent. */
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

  // A stream that nobody waits for is not to come.
  #answer(id: unknown, value: unknown): void {
    if (!this.#calls.answer(id, value) && value instanceof ReadableStream) {
      void value.cancel();
    }
  }

  // What was subscribed comes before what is asked, so that whoever asks for something hears of what it leads to.
  #changed(state: State, reason: LiaisonError | undefined): void {
    if (state === "ready") {
      this.#subscriptions.restore();
      this.#calls.sendUnsent();
    } else if (reason) {
      this.#incoming.end();
      this.#streams.end(reason);
      if (state === "closed") {
        this.#calls.end(reason);
        this.#subscriptions.end(reason);
      } else {
        this.#calls.failSent(reason);
      }
    }

    for (const listener of this.#listeners) {
      runOutside(() => listener(state, reason));
    }
  }
}
