import { Ref } from "./references.js";
import { base64 } from "./streams.js";

const dollar = 36;

/** How values are written. */
export interface WriteOptions {
  /** Whether strings that begin with `$` are escaped, since the host would take them for references. */
  escape: boolean;
  /** Where bytes are put, so that their place alone stands in the JSON; undefined writes them as base64. */
  attachments: Uint8Array[] | undefined;
}

/** Writes values as a JSON array. NaN and the infinities become text, as the host reads and writes them. */
export function writeArray(values: readonly unknown[], options: WriteOptions): string {
  return values.every((value) => isPlain(value, options.escape)) ? JSON.stringify(values) : write(values, options);
}

/** Writes one value as JSON; null where JSON has nothing for it. */
export function writeValue(value: unknown, options: WriteOptions): string {
  return isPlain(value, options.escape) ? JSON.stringify(value) : write(value, options);
}

// Most arguments are: JSON.stringify is several times slower where it has to ask for each value.
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

// Stands for bytes in the JSON.
class Attached {
  constructor(readonly $attachment: number) {}
}

function write(value: unknown, { escape, attachments }: WriteOptions): string {
  const before = attachments?.length ?? 0;
  let hasLookalike = false;

  function replace(this: Record<string, unknown>, key: string, given: unknown): unknown {
    // A Buffer has written itself as an array by now.
    const held = this[key];
    if (held instanceof Ref) {
      return given;
    }

    const bytes = bytesOf(held);
    if (bytes) {
      return attachments ? new Attached(attachments.push(bytes) - 1) : base64(bytes);
    }

    hasLookalike ||= key === "$attachment" && !(this instanceof Attached);
    switch (typeof given) {
      case "string":
        return escape && given.charCodeAt(0) === dollar ? `$${given}` : given;
      case "number":
        return Number.isFinite(given) ? given : String(given);
      default:
        return ArrayBuffer.isView(given) ? Array.from(given as unknown as ArrayLike<number>) : given;
    }
  }

  const json = JSON.stringify(value, replace) ?? "null";
  if (attachments && hasLookalike && attachments.length > before) {
    // Data that looks like the place of bytes would be taken for one, beside bytes.
    attachments.length = before;
    return write(value, { escape, attachments: undefined });
  }

  return json;
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
