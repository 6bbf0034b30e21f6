/** How a lost connection is restored. */
export interface ReconnectOptions {
  /** The approximate length of the first pause in milliseconds. Each further pause is twice as long. The default is 100. */
  minDelay?: number;
  /** The longest pause in milliseconds. The default is 10,000. */
  maxDelay?: number;
  /** How many attempts in a row may fail before the client gives up. By default it never gives up. */
  attempts?: number;
}

/** The pauses between attempts. */
export class Backoff {
  readonly #minDelay: number;
  readonly #maxDelay: number;
  readonly #attempts: number;
  #failures = 0;

  constructor({ minDelay = 100, maxDelay = 10_000, attempts = Infinity }: ReconnectOptions) {
    if (!(minDelay >= 0 && maxDelay >= minDelay && attempts >= 0)) {
      throw new RangeError("reconnect: minDelay is at least 0, maxDelay at least minDelay, and attempts at least 0.");
    }

    this.#minDelay = minDelay;
    this.#maxDelay = maxDelay;
    this.#attempts = attempts;
  }

  /**
   * Returns the next pause in milliseconds, after this many failures, or undefined if no attempts are left. Half of the pause is
   * random, so that clients that lost the same host do not reconnect at the same time.
   */
  next(): number | undefined {
    if (this.#failures >= this.#attempts) {
      return undefined;
    }

    const longest = Math.min(this.#maxDelay, this.#minDelay * 2 ** this.#failures++);
    return longest * (0.5 + Math.random() / 2);
  }

  /** Resets the pauses after a successful attempt. */
  reset(): void {
    this.#failures = 0;
  }
}
