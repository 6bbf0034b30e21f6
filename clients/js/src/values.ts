import { type Frame, pack } from "./frames.js";
import { Ref } from "./references.js";
import { base64, isStream } from "./streams.js";

const dollar = 36;

/** How the values of one message are written. */
export interface WriteOptions {
  /** Whether strings that begin with `$` are escaped. Otherwise the host would take them for references. */
  escape: boolean;
  /** The list that receives bytes, so that the JSON contains only their places; undefined writes bytes as base64. */
  attachments: Uint8Array[] | undefined;
  /** Set if a value looks like the place of an attachment. */
  hasLookalike: boolean;
}

/** Writes a message: a frame with attachments if there are bytes among its values, otherwise text. */
export function writeMessage(escape: boolean, attaches: boolean, write: (how: WriteOptions) => string): Frame {
  const how: WriteOptions = { escape, attachments: attaches ? [] : undefined, hasLookalike: false };
  const json = write(how);
  if (!how.attachments?.length) {
    return json;
  }

  // With attachments, data that looks like the place of one would be taken for one, wherever in the message it is.
  return how.hasLookalike ? writeMessage(escape, false, write) : pack(json, how.attachments);
}

/** Writes values as a JSON array. NaN and the infinities become text, as at the host. */
export function writeArray(values: readonly unknown[], options: WriteOptions): string {
  return values.every((value) => isPlain(value, options.escape)) ? JSON.stringify(values) : write(values, options);
}

/** Writes one value as JSON, or null if JSON cannot represent it. */
export function writeValue(value: unknown, options: WriteOptions): string {
  return isPlain(value, options.escape) ? JSON.stringify(value) : write(value, options);
}

// Most arguments are plain. For others JSON.stringify must call a function for each value, which is several times slower.
function isPlain(value: unknown, escape: boolean): boolean {
  switch (typeof value) {
    case "string":
      return !escape || value.charCodeAt(0) !== dollar;
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return true;
    default:
      return value === null;
  }
}

// A placeholder for bytes in the JSON.
class Attached {
  constructor(readonly $attachment: number) {}
}

function write(value: unknown, how: WriteOptions): string {
  const { escape, attachments } = how;

  function replace(this: Record<string, unknown>, key: string, given: unknown): unknown {
    // A Buffer has already converted itself to an array here.
    const held = this[key];
    if (held instanceof Ref) {
      return given;
    }

    const bytes = bytesOf(held);
    if (bytes) {
      return attachments ? new Attached(attachments.push(bytes) - 1) : base64(bytes);
    }

    if (isStream(held)) {
      throw new TypeError("A stream is a whole argument, and needs a client with streams. Otherwise pass its bytes.");
    }

    how.hasLookalike ||= key === "$attachment" && !(this instanceof Attached);
    switch (typeof given) {
      case "string":
        return escape && given.charCodeAt(0) === dollar ? `$${given}` : given;
      case "number":
        return Number.isFinite(given) ? given : String(given);
      default:
        return ArrayBuffer.isView(given) ? Array.from(given as unknown as ArrayLike<number>) : given;
    }
  }

  return JSON.stringify(value, replace) ?? "null";
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) {
    return value;
  }

  if (value instanceof ArrayBuffer) {
    return new Uint8Array(value);
  }

  return value instanceof Uint8ClampedArray || value instanceof DataView
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : undefined;
}
