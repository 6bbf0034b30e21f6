import type { Frame } from "../frames.js";

/** How messages are separated on a byte stream. */
export type FramingName = "lines" | "headers" | "length";

/** Converts between the messages and the bytes of a stream. */
export interface Framing {
  /** Whether it supports binary frames. */
  readonly binary: boolean;
  /** Returns the bytes of a message on the stream. */
  encode(frame: Frame): Uint8Array | string;
  /** Adds the messages that a further piece of the stream completes. Throws if the stream is not valid, after the messages before. */
  decode(piece: Buffer, into: Frame[]): void;
}

const newline = 10;
const carriageReturn = 13;

/** Creates a framing. @param maxBytes The largest message in bytes. */
export function createFraming(name: FramingName, maxBytes: number): Framing {
  switch (name) {
    case "lines":
      return new LineFraming(maxBytes);
    case "headers":
      return new HeaderFraming(maxBytes);
    case "length":
      return new LengthFraming(maxBytes);
    default:
      throw new RangeError(`framing is lines, headers or length, and not ${String(name)}.`);
  }
}

/** One message per line. */
class LineFraming implements Framing {
  readonly binary = false;
  readonly #rest: Rest;

  constructor(maxBytes: number) {
    this.#rest = new Rest(maxBytes);
  }

  encode(frame: Frame): string {
    return `${frame as string}\n`;
  }

  decode(piece: Buffer, into: Frame[]): void {
    let start = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      const line = this.#rest.join(piece.subarray(start, end));
      const length = line.at(-1) === carriageReturn ? line.length - 1 : line.length;
      if (length > 0) {
        this.#rest.check(length);
        into.push(line.toString("utf8", 0, length));
      }

      start = end + 1;
    }

    this.#rest.keep(piece.subarray(start));
  }
}

/** A `Content-Length` header before each message. */
class HeaderFraming implements Framing {
  readonly binary = false;
  readonly #rest: Rest;

  constructor(maxBytes: number) {
    this.#rest = new Rest(maxBytes);
  }

  encode(frame: Frame): string {
    return `Content-Length: ${Buffer.byteLength(frame as string)}\r\n\r\n${frame as string}`;
  }

  decode(piece: Buffer, into: Frame[]): void {
    let left = this.#rest.joinAt(piece);
    while (true) {
      const end = left.indexOf("\r\n\r\n");
      if (end < 0) {
        break;
      }

      const [, digits] = /^content-length: *(\d+)/im.exec(left.toString("latin1", 0, end)) ?? [];
      if (digits === undefined) {
        throw new Error("A message of the host has no Content-Length.");
      }

      const start = end + 4;
      const stop = start + Number(digits);
      if (!this.#rest.isWhole(left, start, stop)) {
        break;
      }

      into.push(left.toString("utf8", start, stop));
      left = left.subarray(stop);
    }

    this.#rest.keep(left);
  }
}

/** Before each message its length (uint32, little endian) and kind (0 text, 1 binary). */
class LengthFraming implements Framing {
  readonly binary = true;
  readonly #rest: Rest;

  constructor(maxBytes: number) {
    this.#rest = new Rest(maxBytes);
  }

  encode(frame: Frame): Uint8Array {
    const body = typeof frame === "string" ? Buffer.from(frame) : frame;
    const whole = Buffer.allocUnsafe(5 + body.length);
    whole.writeUInt32LE(body.length);
    whole[4] = typeof frame === "string" ? 0 : 1;
    whole.set(body, 5);
    return whole;
  }

  decode(piece: Buffer, into: Frame[]): void {
    let left = this.#rest.joinAt(piece);
    while (left.length >= 5) {
      const stop = 5 + left.readUInt32LE();
      if (!this.#rest.isWhole(left, 5, stop)) {
        break;
      }

      into.push(left[4] === 0 ? left.toString("utf8", 5, stop) : left.subarray(5, stop));
      left = left.subarray(stop);
    }

    this.#rest.keep(left);
  }
}

/** The pieces of an incomplete message. They are joined once, not with each new piece. */
class Rest {
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #expected = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Keeps a further piece. Throws if a message whose end is not known is too long already. */
  keep(piece: Buffer): void {
    if (piece.length > 0) {
      this.#pieces.push(piece);
      this.#length += piece.length;
      if (this.#expected === 0) {
        this.check(this.#length - 1); // a carriage return at the end of a line does not count
      }
    }
  }

  /** Returns the kept pieces followed by this one, and keeps nothing. */
  join(last: Buffer): Buffer {
    const all = this.#pieces.length === 0 ? last : Buffer.concat([...this.#pieces, last]);
    this.#pieces = [];
    this.#length = this.#expected = 0;
    return all;
  }

  /** Like `join`, if enough bytes have arrived. Otherwise keeps the piece and returns an empty buffer. */
  joinAt(piece: Buffer): Buffer {
    if (this.#length + piece.length < this.#expected) {
      this.keep(piece);
      return Buffer.alloc(0);
    }

    return this.join(piece);
  }

  /** Whether the message from `start` to `stop` has arrived. If not, the pieces are not joined before it has. */
  isWhole(left: Buffer, start: number, stop: number): boolean {
    this.check(stop - start);
    this.#expected = left.length < stop ? stop : 0;
    return this.#expected === 0;
  }

  /** Throws if a message is too long. */
  check(length: number): void {
    if (length > this.#maxBytes) {
      throw new Error(`A message of the host is longer than maxMessageBytes, ${this.#maxBytes}. Raise it, or ask for less at once.`);
    }
  }
}
