import { LiaisonError } from "./errors.js";
import { Feed } from "./feed.js";

/** An event of a topic. */
export interface TopicEvent<T = unknown> {
  topic: string;
  value: T;
  /** How many events were missed since the one before, since the loop was too slow. */
  dropped: number;
}

/**
 * What becomes of events that do not fit: the oldest ones go (`dropOldest`), of each topic the latest alone is kept (`latest`), or the loop
 * fails and the host closes the connection of a reader that is too slow (`disconnect`).
 */
export type Overflow = "dropOldest" | "latest" | "disconnect";

/** What a subscription may be told. */
export interface SubscribeOptions {
  /** What becomes of events that do not fit. `dropOldest` unless given. */
  overflow?: Overflow | undefined;
  /** How many events may wait, at each end. 1,024 unless given, and at most 65,536. */
  capacity?: number | undefined;
  /** Ends the loop. */
  signal?: AbortSignal | undefined;
}

/** The events of one loop that wait. */
export class EventFeed extends Feed<TopicEvent> {
  readonly pattern: string;
  readonly overflow: Overflow;
  readonly capacity: number;
  #dropped = 0;

  constructor(pattern: string, options: SubscribeOptions, begin: (feed: EventFeed) => void, leave: (feed: EventFeed) => void) {
    super(begin as (feed: Feed<TopicEvent>) => void, leave as (feed: Feed<TopicEvent>) => void);
    this.pattern = pattern;
    this.overflow = options.overflow ?? "dropOldest";
    this.capacity = options.capacity ?? 1_024;
  }

  /** Adds an event; false where it does not fit and none may go, so that the loop has failed. */
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

  // What went with it was not told either.
  #drop(event: TopicEvent | undefined): void {
    this.#dropped += event ? 1 + event.dropped : 0;
  }
}

/** Whether a subscription to the pattern is given what is published under the topic. */
export function matches(pattern: string, topic: string): boolean {
  return pattern === topic || pattern === "*" || (pattern.endsWith(".*") && topic.startsWith(pattern.slice(0, -1)));
}
