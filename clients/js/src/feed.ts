interface Waiting<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: unknown): void;
}

/** Items that arrive, for one loop. It starts when the first item is requested, and ends when the loop is left. */
export class Feed<T> implements AsyncIterableIterator<T> {
  readonly #begin: (feed: Feed<T>) => void;
  readonly #leave: (feed: Feed<T>) => void;
  readonly #waiting: Waiting<T>[] = [];
  #items: T[] = [];
  #taken = 0;
  #state: "new" | "open" | "ended" = "new";
  #error: { error: unknown } | undefined;

  /**
   * @param begin Requests the items.
   * @param leave Called when the loop is left. Not called if the items ended by themselves.
   */
  constructor(begin: (feed: Feed<T>) => void, leave: (feed: Feed<T>) => void) {
    this.#begin = begin;
    this.#leave = leave;
  }

  /** The number of unread items. */
  get length(): number {
    return this.#items.length - this.#taken;
  }

  /** Adds an item, unless the feed has ended. */
  push(item: T): void {
    if (this.#state !== "open") {
      return;
    }

    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting.resolve({ done: false, value: this.given(item) });
    } else {
      this.#items.push(item);
    }
  }

  /** Removes the first unread item that matches, and returns it; undefined if there is none. */
  remove(matches: (item: T) => boolean): T | undefined {
    for (let i = this.#taken; i < this.#items.length; i++) {
      const item = this.#items[i] as T;
      if (matches(item)) {
        this.#items.splice(i, 1);
        return item;
      }
    }

    return undefined;
  }

  /** Ends the feed. Items that have arrived can still be read. After them the error is thrown, if there is one. */
  end(error?: { error: unknown }): void {
    if (this.#state === "ended") {
      return;
    }

    this.#state = "ended";
    this.#error = error;
    for (const waiting of this.#waiting.splice(0)) {
      this.#finish(waiting);
    }
  }

  next(): Promise<IteratorResult<T>> {
    return new Promise((resolve, reject) => {
      if (this.#state === "new") {
        this.#state = "open";
        this.#start();
      }

      if (this.#taken < this.#items.length) {
        resolve({ done: false, value: this.given(this.#take()) });
      } else if (this.#state === "ended") {
        this.#finish({ resolve, reject });
      } else {
        this.#waiting.push({ resolve, reject });
      }
    });
  }

  return(): Promise<IteratorResult<T>> {
    const wasOpen = this.#state === "open";
    this.#items = [];
    this.#taken = 0;
    this.#error = undefined;
    this.end();
    if (wasOpen) {
      this.#leave(this);
    }

    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Returns the value that the loop receives for an item. */
  protected given(item: T): T {
    return item;
  }

  #start(): void {
    try {
      this.#begin(this);
    } catch (error) {
      this.end({ error });
    }
  }

  #take(): T {
    const item = this.#items[this.#taken] as T;
    this.#items[this.#taken++] = undefined as T; // so that the list does not keep it alive
    if (this.#taken > 1_024 && this.#taken * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }

    return item;
  }

  // An error is thrown once. Later requests only see the end.
  #finish({ resolve, reject }: Waiting<T>): void {
    const error = this.#error;
    this.#error = undefined;
    if (error) {
      reject(error.error);
    } else {
      resolve({ done: true, value: undefined });
    }
  }
}
