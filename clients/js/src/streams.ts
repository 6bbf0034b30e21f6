import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";

/** A value that can be sent as a stream: a whole argument, or the result of a command of this client. */
export type StreamSource = ReadableStream<Uint8Array> | Blob | AsyncIterable<Uint8Array>;

// The layout of a frame: "LSN2", a byte for the kind, the stream's number (uint64, little endian), and the content.
const magic = 0x324e534c;
const headBytes = 13;
const chunkBytes = 64 * 1024;
const windowBytes = 256 * 1024;

const enum Kind {
  Bytes = 0,
  Last = 1,
  Failure = 2,
  Credit = 3,
  Stop = 4,
}

interface Sent {
  source: StreamSource;
  credit: number;
  isPumping: boolean;
  isStopped: boolean;
  wake(): void;
}

interface Received {
  queue: Uint8Array[];
  /** How many bytes the host may still send. */
  credit: number;
  owed: number;
  isDone: boolean;
  error: LiaisonError | undefined;
  wake(): void;
}

/** Where the messages of streams are sent. */
export interface StreamSink {
  /** Whether the connection can send binary frames. */
  readonly binary: boolean;
  /** Whether streams are sent and accepted. */
  readonly streams: boolean;
  /** Sends a frame. Returns false if there is no connection. */
  send(frame: Frame): boolean;
  /** Ends the connection, because the host has broken the protocol. */
  disconnect(reason: string): void;
}

/** The streams of a connection, in both directions. Nothing is sent on a stream before the other end has granted credit for it. */
export class Streams {
  readonly #sink: StreamSink;
  #sent = new Map<number, Sent>();
  #received = new Map<number, Received>();
  #connection: { lost?: LiaisonError } = {}; // another object for each connection
  #last = 0;

  constructor(sink: StreamSink) {
    this.#sink = sink;
  }

  /** Handles a frame that belongs to a stream. Returns whether it did. */
  takes(frame: Frame): boolean {
    if (typeof frame === "string" || frame.length < headBytes) {
      return false;
    }

    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    if (view.getUint32(0, true) !== magic) {
      return false;
    }

    const number = Number(view.getBigUint64(5, true));
    const body = new Uint8Array(frame.buffer, frame.byteOffset + headBytes, frame.length - headBytes);
    const kind = frame[4] as Kind;
    if (kind === Kind.Credit && body.length < 8) {
      return true;
    }

    if (kind === Kind.Credit || kind === Kind.Stop) {
      this.#credit(number, kind === Kind.Stop ? 0 : Number(view.getBigUint64(headBytes, true)));
    } else if (kind <= Kind.Failure) {
      this.#chunk(
        number,
        kind === Kind.Failure ? new Uint8Array() : body,
        kind > Kind.Bytes,
        kind === Kind.Failure ? new TextDecoder().decode(body) : undefined,
      );
    }

    return true;
  }

  /** Handles a message about a stream that arrived as text. */
  receive({ chunk, credit }: { chunk?: any; credit?: any }): void {
    if (chunk) {
      const bytes = Uint8Array.from(atob(chunk.bytes ?? ""), (letter) => letter.charCodeAt(0));
      this.#chunk(chunk.stream, bytes, chunk.last === true || chunk.error !== undefined, chunk.error);
    } else if (credit) {
      this.#credit(credit.stream, credit.bytes);
    }
  }

  /**
   * Replaces streams among the values with their form in messages, and returns a function that ends them; undefined if there are
   * none.
   */
  offer(values: readonly unknown[]): { values: unknown[]; end: () => void } | undefined {
    if (!this.#sink.streams || !values.some(isStream)) {
      return undefined;
    }

    const numbers: number[] = [];
    return {
      values: values.map((value) => {
        if (!isStream(value)) {
          return value;
        }

        const number = ++this.#last;
        numbers.push(number);
        this.#sent.set(number, { source: value, credit: 0, isPumping: false, isStopped: false, wake: () => {} });
        return value instanceof Blob ? { $stream: number, length: value.size } : { $stream: number };
      }),
      end: () => numbers.forEach((number) => this.#credit(number, 0)),
    };
  }

  /** Returns the stream to which a value in a message refers, or the value itself. */
  read(value: unknown): unknown {
    return this.#sink.streams && isReference(value) ? this.#reader(value.$stream, newReceived()) : value;
  }

  /** Returns the values of a call, with streams in the places of references, and a function that ends the streams with an error. */
  readAll(values: readonly unknown[]): { values: unknown[]; end: (error: LiaisonError) => void } {
    const given = new Map<Received, number>();
    return {
      values: values.map((value) => {
        if (!this.#sink.streams || !isReference(value)) {
          return value;
        }

        const one = newReceived();
        given.set(one, value.$stream);
        return this.#reader(value.$stream, one);
      }),
      end: (error) => given.forEach((number, one) => this.#fail(number, one, error)),
    };
  }

  #reader(number: number, one: Received): ReadableStream<Uint8Array> {
    const connection = this.#connection;
    let isOpen = false;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          if (!isOpen && !one.isDone) {
            isOpen = true;
            this.#open(number, one, connection.lost);
          }

          while (one.queue.length === 0 && !one.isDone) {
            await new Promise<void>((resolve) => (one.wake = resolve));
          }

          const bytes = one.queue.shift();
          if (bytes) {
            controller.enqueue(bytes);
            this.#consumed(number, one, bytes.length);
          } else if (one.error) {
            controller.error(one.error);
          } else {
            controller.close();
          }
        },
        cancel: () => {
          one.isDone = true;
          if (!connection.lost) {
            this.#received.delete(number);
            this.#grant(number, 0);
          }
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** Ends the streams that are read, because the connection is lost. Streams that are sent end with their calls. */
  end(reason: LiaisonError): void {
    const received = this.#received;
    this.#received = new Map();
    this.#connection.lost = reason;
    this.#connection = {};
    received.forEach((one, number) => this.#fail(number, one, reason));
  }

  // Bytes that have arrived can still be read. After them the error is thrown.
  #fail(number: number, one: Received, error: LiaisonError): void {
    if (this.#received.get(number) === one) {
      this.#received.delete(number);
    }

    if (!one.isDone) {
      one.isDone = true;
      one.error = error;
      one.wake();
    }
  }

  // The number of a stream belongs to the connection over which it came.
  #open(number: number, one: Received, lost: LiaisonError | undefined): void {
    if (!lost) {
      this.#received.set(number, one);
    }

    if (lost || !this.#grant(number, windowBytes)) {
      const error = lost ?? new LiaisonError("connection_lost", "The connection to the host was lost before the stream was read.");
      this.#fail(number, one, error);
    }
  }

  #chunk(number: number, bytes: Uint8Array, isLast: boolean, failure: string | undefined): void {
    const one = this.#received.get(number);
    if (!one) {
      return;
    }

    one.credit -= bytes.length;
    if (one.credit < 0) {
      this.#sink.disconnect(`it sent more of stream ${number} than it was granted`);
      return;
    }

    if (bytes.length > 0) {
      one.queue.push(bytes);
    }

    if (isLast) {
      one.isDone = true;
      one.error = failure === undefined ? undefined : new LiaisonError("failed", failure);
      this.#received.delete(number);
    }

    one.wake();
  }

  #consumed(number: number, one: Received, count: number): void {
    one.owed += count;
    if (one.owed >= windowBytes / 2 && !one.isDone) {
      one.credit += one.owed;
      this.#grant(number, one.owed);
      one.owed = 0;
    }
  }

  #credit(number: number, bytes: number): void {
    const one = this.#sent.get(number);
    if (!one || !Number.isInteger(bytes) || bytes < 0) {
      return;
    }

    one.credit += bytes;
    one.isStopped ||= bytes === 0;
    one.wake();
    if (one.isStopped) {
      this.#sent.delete(number);
    } else if (!one.isPumping) {
      one.isPumping = true;
      void this.#pump(number, one);
    }
  }

  async #pump(number: number, one: Sent): Promise<void> {
    try {
      for await (const bytes of partsOf(one.source)) {
        for (let start = 0; start < bytes.length;) {
          while (one.credit === 0 && !one.isStopped) {
            await new Promise<void>((resolve) => (one.wake = resolve));
          }

          if (one.isStopped) {
            return;
          }

          const part = bytes.subarray(start, start + Math.min(one.credit, chunkBytes));
          this.#send(number, Kind.Bytes, part);
          one.credit -= part.length;
          start += part.length;
        }

        if (one.isStopped) {
          return;
        }
      }

      this.#send(number, Kind.Last, new Uint8Array());
    } catch (error) {
      this.#send(number, Kind.Failure, new TextEncoder().encode(error instanceof Error ? error.message : String(error)));
    } finally {
      this.#sent.delete(number);
    }
  }

  #grant(number: number, bytes: number): boolean {
    if (!this.#sink.binary) {
      return this.#sink.send(`{"credit":{"stream":${number},"bytes":${bytes}}}`);
    }

    const body = new Uint8Array(bytes > 0 ? 8 : 0);
    if (bytes > 0) {
      new DataView(body.buffer).setBigUint64(0, BigInt(bytes), true);
    }

    return this.#send(number, bytes > 0 ? Kind.Credit : Kind.Stop, body);
  }

  #send(number: number, kind: Kind, body: Uint8Array): boolean {
    if (!this.#sink.binary) {
      const text =
        kind === Kind.Failure
          ? `"error":${JSON.stringify(new TextDecoder().decode(body))}`
          : `"bytes":"${base64(body)}","last":${kind === Kind.Last}`;
      return this.#sink.send(`{"chunk":{"stream":${number},${text}}}`);
    }

    const frame = new Uint8Array(headBytes + body.length);
    const view = new DataView(frame.buffer);
    view.setUint32(0, magic, true);
    frame[4] = kind;
    view.setBigUint64(5, BigInt(number), true);
    frame.set(body, headBytes);
    return this.#sink.send(frame);
  }
}

/** Bytes as base64 text. */
export function base64(bytes: Uint8Array): string {
  const step = 0x8000; // a call with more arguments than this overflows the stack
  let text = "";
  for (let start = 0; start < bytes.length; start += step) {
    text += String.fromCharCode(...bytes.subarray(start, start + step));
  }

  return btoa(text);
}

function newReceived(): Received {
  return { queue: [], credit: windowBytes, owed: 0, isDone: false, error: undefined, wake: () => {} };
}

function isReference(value: unknown): value is { $stream: number } {
  if (typeof value !== "object" || value === null || !("$stream" in value)) {
    return false;
  }

  const areNumbers = Object.entries(value).every(
    ([name, number]) => (name === "$stream" || name === "length") && Number.isSafeInteger(number),
  );
  return areNumbers && (value.$stream as number) > 0;
}

/** Whether a value can be sent as a stream. */
export function isStream(value: unknown): value is StreamSource {
  return (
    typeof value === "object" &&
    value !== null &&
    (value instanceof Blob || value instanceof ReadableStream || Symbol.asyncIterator in value)
  );
}

// Not every browser supports loops over a ReadableStream.
async function* partsOf(source: StreamSource): AsyncIterable<Uint8Array> {
  const stream = source instanceof Blob ? source.stream() : source;
  if (!(stream instanceof ReadableStream)) {
    yield* stream;
    return;
  }

  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield next.value;
    }
  } finally {
    reader.releaseLock();
  }
}
