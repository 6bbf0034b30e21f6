import type { Receiver } from "./call.js";
import type { Calls } from "./calls.js";
import type { LiaisonError } from "./errors.js";
import { EventFeed, matches, type SubscribeOptions, type TopicEvent } from "./events.js";
import type { Link } from "./link.js";

// The host's names for them.
const overflows = { dropOldest: "DropOldest", latest: "Latest", disconnect: "Disconnect" };

/** The subscriptions of this client. It passes each event to the loops that want it, and subscribes again after a lost connection. */
export class Subscriptions {
  readonly #link: Link;
  readonly #calls: Calls;
  readonly #byPattern = new Map<string, Set<EventFeed>>();

  constructor(link: Link, calls: Calls) {
    this.#link = link;
    this.#calls = calls;
  }

  /** Opens a loop over the events of a topic, of `prefix.*`, or of `*`. */
  open(pattern: string, options: SubscribeOptions): EventFeed {
    const { overflow = "dropOldest", capacity = 1_024 } = options;
    if (!(overflow in overflows)) {
      throw new RangeError(`overflow is one of ${Object.keys(overflows).join(", ")}.`);
    }

    if (!(Number.isInteger(capacity) && capacity >= 1 && capacity <= 65_536)) {
      throw new RangeError("capacity is a whole number from 1 to 65,536.");
    }

    return new EventFeed(
      pattern,
      options,
      (feed) => feed.watch() && this.#begin(feed),
      (feed) => this.#leave(feed),
    );
  }

  /** Passes an event to the loops that want it. */
  receive(event: TopicEvent): void {
    for (const [pattern, feeds] of this.#byPattern) {
      if (matches(pattern, event.topic)) {
        for (const feed of feeds) {
          if (!feed.add(event)) {
            this.#leave(feed);
          }
        }
      }
    }
  }

  /** Makes all subscriptions again, at a host that does not have them. */
  restore(): void {
    for (const pattern of this.#byPattern.keys()) {
      this.#subscribe(pattern);
    }
  }

  /** Ends every loop with an error: there will be no further connection. */
  end(error: LiaisonError): void {
    for (const pattern of [...this.#byPattern.keys()]) {
      this.#fail(pattern, error);
    }
  }

  #begin(feed: EventFeed): void {
    if (this.#link.reason) {
      throw this.#link.reason;
    }

    const feeds = this.#byPattern.get(feed.pattern);
    if (feeds) {
      feeds.add(feed);
      return;
    }

    this.#byPattern.set(feed.pattern, new Set([feed]));
    this.#subscribe(feed.pattern);
  }

  #leave(feed: EventFeed): void {
    const feeds = this.#byPattern.get(feed.pattern);
    if (!feeds?.delete(feed) || feeds.size > 0) {
      return;
    }

    this.#byPattern.delete(feed.pattern);
    this.#tell("unsubscribe", [feed.pattern], { answer() {}, fail() {} });
  }

  // If several loops have the same pattern, the host gets the options of the first one.
  #subscribe(pattern: string): void {
    const feeds = this.#byPattern.get(pattern);
    const [first] = feeds ?? [];
    if (!first) {
      return;
    }

    this.#tell("subscribe", [pattern, overflows[first.overflow], first.capacity], {
      answer() {},
      fail: (error: LiaisonError) => {
        // After a lost connection the subscription is made again.
        if (error.code !== "connection_lost" && this.#byPattern.get(pattern) === feeds) {
          this.#fail(pattern, error);
        }
      },
    });
  }

  // Never queued: the next connection starts with the subscriptions that there are then, and a queued message would change them.
  #tell(command: string, args: readonly unknown[], receiver: Receiver): void {
    if (this.#link.state === "ready") {
      this.#calls.tell(command, args, receiver);
    }
  }

  #fail(pattern: string, error: unknown): void {
    const feeds = this.#byPattern.get(pattern) ?? [];
    this.#byPattern.delete(pattern);
    for (const feed of feeds) {
      feed.end({ error });
    }
  }
}
