import { LiaisonError } from "./errors.js";
import { Feed } from "./feed.js";

/** An event of a topic. */
export interface TopicEvent<T = unknown> {
  topic: string;
  value: T;
  /** How many events were dropped since the previous one, because the loop was too slow. */
  dropped: number;
}

/**
 * What happens if the buffer of events is full: the oldest events are dropped (`dropOldest`), only the latest event of each topic
 * is kept (`latest`), or the loop fails and the host closes the connection of the slow reader (`disconnect`).
 */
export type Overflow = "dropOldest" | "latest" | "disconnect";

/** The options of a subscription. */
export interface SubscribeOptions {
  /** What happens if the buffer of events is full. The default is `dropOldest`. */
  overflow?: Overflow | undefined;
  /** How many events may wait at each end. The default is 1,024, the maximum 65,536. */
  capacity?: number | undefined;
  /** Ends the loop. */
  signal?: AbortSignal | undefined;
}

/** The unread events of one loop. */
export class EventFeed extends Feed<TopicEvent> {
  readonly pattern: string;
  readonly overflow: Overflow;
  readonly capacity: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => void this.return();
  #dropped = 0;

  constructor(pattern: string, options: SubscribeOptions, begin: (feed: EventFeed) => void, leave: (feed: EventFeed) => void) {
    super(begin as (feed: Feed<TopicEvent>) => void, leave as (feed: Feed<TopicEvent>) => void);
    this.pattern = pattern;
    this.overflow = options.overflow ?? "dropOldest";
    this.capacity = options.capacity ?? 1_024;
    this.#signal = options.signal;
  }

  /** Ends the loop when its signal fires. Returns false if the signal has fired already. */
  watch(): boolean {
    if (this.#signal?.aborted) {
      this.#onAbort();
      return false;
    }

    this.#signal?.addEventListener("abort", this.#onAbort);
    return true;
  }

  override end(error?: { error: unknown }): void {
    super.end(error);
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }

  /** Adds an event. Returns false if the buffer is full and no event may be dropped; the loop has failed then. */
  add(event: TopicEvent): boolean {
    if (this.overflow === "latest") {
      this.#drop(this.remove((other) => other.topic === event.topic));
    }

    while (this.length >= this.capacity) {
      if (this.overflow === "disconnect") {
        const text = `More than ${this.capacity} events of ${this.pattern} are unread. Read faster, or choose another overflow or capacity.`;
        this.end({ error: new LiaisonError("busy", text) });
        return false;
      }

      this.#drop(this.remove(() => true));
    }

    this.push(event);
    return true;
  }

  protected override given(event: TopicEvent): TopicEvent {
    const dropped = event.dropped + this.#dropped;
    this.#dropped = 0;
    return dropped === event.dropped ? event : { ...event, dropped };
  }

  // The dropped event's own count of drops was not reported yet, so it is added.
  #drop(event: TopicEvent | undefined): void {
    this.#dropped += event ? 1 + event.dropped : 0;
  }
}

/** Whether a subscription to the pattern receives events of the topic. */
export function matches(pattern: string, topic: string): boolean {
  return pattern === topic || pattern === "*" || (pattern.endsWith(".*") && topic.startsWith(pattern.slice(0, -1)));
}
