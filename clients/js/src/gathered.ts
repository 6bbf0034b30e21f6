import { LiaisonError } from "./errors.js";

/** How many bytes are collected into one value, unless a limit is given. */
export const maxGathered = 64 * 1024 * 1024;

/**
 * Returns bytes that arrived in any form as one `Uint8Array`: a stream is read to its end, and base64 text is decoded. Use it in
 * commands of this client that take bytes: many bytes arrive as a stream, and few do not.
 *
 * @param value The argument as it arrived.
 * @param maxBytes How many bytes may be collected. A stream with more is stopped, and fails with `too_large`. The default is 64 MiB.
 */
export async function toBytes(value: Uint8Array | ReadableStream<Uint8Array> | string, maxBytes = maxGathered): Promise<Uint8Array> {
  if (!isBytes(value)) {
    throw new TypeError(
      `A value of the type ${value === null ? "null" : typeof value} is not bytes. Pass a Uint8Array, a stream or base64 text.`,
    );
  }

  return gather(value, maxBytes);
}

/** Whether a value is a form of bytes. */
export function isBytes(value: unknown): value is Uint8Array | ReadableStream<Uint8Array> | string {
  return typeof value === "string" || value instanceof Uint8Array || value instanceof ReadableStream;
}

/** Collects bytes, as `toBytes` does. When the signal fires, the stream is stopped, and the reason is thrown. */
export async function gather(
  value: Uint8Array | ReadableStream<Uint8Array> | string,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (typeof value === "string") {
    return decoded(value);
  }

  return value instanceof Uint8Array ? value : collected(value, maxBytes, signal);
}

function decoded(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch (cause) {
    const what = "Bytes were expected, and text arrived that is not base64. Ask for bytes only where the host has bytes.";
    throw new LiaisonError("bad_message", what, { cause });
  }
}

async function collected(stream: ReadableStream<Uint8Array>, maxBytes: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop);
  try {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      length += next.value.length;
      if (length > maxBytes) {
        stop();
        const text = `More than ${maxBytes} bytes arrived, and they are collected in memory here. Read them as a stream, or raise the limit (maxGatheredBytes).`;
        throw new LiaisonError("too_large", text);
      }
    }

    signal?.throwIfAborted();
    return joined(parts, length);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    all.set(part, position);
    position += part.length;
  }

  return all;
}
