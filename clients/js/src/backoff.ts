/** How a connection that was lost is connected again. */
export interface ReconnectOptions {
  /** About how long the first pause is, in milliseconds; each further one is twice as long. 100 unless given. */
  minDelay?: number;
  /** How long a pause is at most, in milliseconds. 10,000 unless given. */
  maxDelay?: number;
  /** How many attempts in a row may fail before the client gives up. It does not, unless given. */
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
   * The next pause in milliseconds, after this many failures; undefined where the attempts are used up. Half of it is by chance, so that
   * clients that lost the same host do not come back all at once.
   */
  next(): number | undefined {
    if (this.#failures >= this.#attempts) {
      return undefined;
    }

    const longest = Math.min(this.#maxDelay, this.#minDelay * 2 ** this.#failures++);
    return longest * (0.5 + Math.random() / 2);
  }

  /** An attempt was successful. */
  reset(): void {
    this.#failures = 0;
  }
}
